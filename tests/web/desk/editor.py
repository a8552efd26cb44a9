"""An editor at a browser: what they do with eyes and hands, with scripts or without."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.web.desk.house import PASSWORD
from tests.web.desk.office import Office

KINDS = [(width, scripts) for width in (375, 1280) for scripts in (True, False)]
"""How the desk is looked at: on a phone and on a newsroom's screen, with JavaScript and without."""


WITHOUT_SOURCE = """headings => headings.map(heading => {
    const copy = heading.cloneNode(true)
    copy.querySelector("#pop")?.remove()
    return copy.textContent
})"""


@dataclass
class Editor:
    """Somebody signed in, at one tab. `troubles` are what the browser refused or complained of."""

    office: Office
    page: Any
    scripts: bool
    troubles: list[str] = field(default_factory=list)

    @classmethod
    def enter(
        cls,
        browser: Any,
        office: Office,
        name: str = "ada",
        width: int = 1280,
        *,
        scripts: bool = True,
        **habits: Any,
    ) -> Editor:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            java_script_enabled=scripts,
            base_url=office.home,
            **habits,
        )
        one = cls(office, context.new_page(), scripts)
        one.page.set_default_timeout(30_000)
        one.page.on("console", lambda said: one.troubles.append(said.text))
        one.page.on("pageerror", lambda error: one.troubles.append(str(error)))
        one.page.goto("/sign-in")
        one.page.get_by_label("Mail address", exact=True).fill(f"{name}@example.org")
        one.page.get_by_label("Password").fill(PASSWORD)
        one.page.get_by_role("button", name="Sign in", exact=True).click()
        one.page.locator("#do").wait_for(state="attached")
        one.page.wait_for_load_state()  # the page may be there before its style
        return one

    def story(self, number: int) -> Any:
        """The story with this number."""
        return self.page.locator(".story").nth(number - 1)

    def headlines(self) -> list[str]:
        """As they are read, without the source of a mark on which the mouse happens to rest."""
        found = self.page.locator(".story h3").evaluate_all(WITHOUT_SOURCE)
        return [" ".join(text.split()) for text in found]

    def press(self, name: str, within: Any = None) -> None:
        """Press a button, and wait until the page says what it did."""
        before = self.page.locator("input[name=seen]").first.get_attribute("value")
        (within or self.page).get_by_role("button", name=name, exact=True).first.click()
        self.changed(before)

    def changed(self, before: str | None) -> None:
        """Wait for a page of another version."""
        self.page.locator(f'#do input[name=seen]:not([value="{before}"])').wait_for(state="attached")

    def seen(self) -> str | None:
        value: str | None = self.page.locator("input[name=seen]").first.get_attribute("value")
        return value

    def told(self) -> str:
        """What the page just said of what was done."""
        said = self.page.get_by_role("status").first
        if self.scripts:
            self.page.locator(".said:not(:empty)").wait_for()
        return str(said.inner_text())

    def open(self, number: int) -> Any:
        """The story, its words in fields."""
        self.story(number).get_by_role("link", name="Edit").click()
        self.page.locator(".story.open .reword").wait_for()
        return self.page.locator(".story.open")

    def reword(self, number: int, headline: str) -> None:
        story = self.open(number)
        story.get_by_label("Headline", exact=True).fill(headline)
        self.press("Save", story)
        if self.page.locator(".story.open").count():
            self.page.get_by_role("link", name="Close").click()
            self.page.locator(".story.open").wait_for(state="detached")
