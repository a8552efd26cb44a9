"""What attackers write, put wherever the desk shows what others wrote; and what a browser makes of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import accumulate
from typing import Any

from digest.models import (
    Action,
    Claim,
    ClaimKind,
    Deed,
    Edition,
    Factor,
    Hand,
    Overruling,
    Place,
    Reference,
    Spot,
    Story,
)
from tests.pipeline.room import MORNING
from tests.shared import shared

OWN = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onfocus=alert(1) autofocus tabindex=0 x='",
    '" onfocus=alert(1) autofocus tabindex=0 x="',
    "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "--><script>alert(1)</script><!--",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    " \u0001javascript:alert(1)",
    "{{ 7 * 7 }}{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "<base href='https://evil.example/'><form action='https://evil.example/'><button>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<link rel=stylesheet href='https://evil.example/x.css'>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\u202e<b>\u2066<script>alert(1)</script>",
)
TOGETHER = 40  # payloads that run nothing by themselves share a story
LONGEST = 5_000  # letters of one payload: what comes from a source was cut long before
MOST_STORIES, MOST_LETTERS = 260, 60_000  # of an edition: beyond them a browser takes its time


def collected() -> list[str]:
    """All payloads of the corpora: those that Chromium is known to run one by one, the others together."""
    alone: list[str] = []
    others: list[str] = []
    for line in shared("corpora", "xss", "payloads.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        (alone if row["fires_in_chromium156"] else others).append(row["payload"])
    for file in sorted(shared("corpora", "hostile").glob("*.jsonl")):
        others += [json.loads(line)["payload"] for line in file.read_text("utf-8").splitlines()]
    others = [one[:LONGEST].encode(errors="replace").decode() for one in others]  # half a letter is none
    assert len(alone) > 700
    assert len(others) > 4000
    return [*alone, *(" ".join(some) for some in runs(others, TOGETHER, 3_000))]


def runs(payloads: Sequence[str], most: int, letters: int) -> Iterator[Sequence[str]]:
    """All of them in order, at most so many and of so many letters at once."""
    start = 0
    while start < len(payloads):
        sizes = accumulate(len(one) for one in payloads[start : start + most])
        end = start + max(sum(size <= letters for size in sizes), 1)
        yield payloads[start:end]
        start = end


def editions(payloads: Sequence[str]) -> Iterator[Edition]:
    """Drafts that say nothing else, wherever anything is said."""
    for some in runs(payloads, MOST_STORIES, MOST_LETTERS):
        first = some[0]
        yield Edition(
            newsletter="morning",
            day=MORNING.date(),
            subject=first,
            preheader=first,
            note=" ".join(some)[:4000],
            stories=tuple(story(number, one) for number, one in enumerate(some)),
            spares=(story(len(some), first),),
            created=MORNING,
            overrulings=(Overruling("p0", Spot.LEAD, first, first, first, MORNING),),
        )


def story(number: int, payload: str) -> Story:
    """A story whose source, outlet, title, reasons and writers are all the same hostile words."""
    report = Reference(payload, f"https://example.org/{number}", payload, payload)
    claim = Claim(ClaimKind.NAME, payload[:30], Place.HEADLINE, 0, payload, payload)
    return Story(
        key=f"p{number}",
        section="africa",
        headline=payload,
        lead=payload,
        source=report,
        also=(replace(report, url=payload),),
        factors=(Factor(payload, 1.2, payload),),
        score=1.0,
        update=payload,
        published=MORNING - timedelta(hours=2),
        writer=f"model {payload}",
        rights=payload,
        claims=(claim,),
        hand=payload,
    )


def deed(payload: str) -> Deed:
    return Deed(Hand(payload, MORNING), Action.REWORDED, payload)


TRAP = """
window.__ran = [];
for (const name of ["alert", "confirm", "prompt", "print", "open"])
  window[name] = (...said) => { window.__ran.push(`${name}(${said})`); };
document.addEventListener("securitypolicyviolation", (one) => {
  window.__ran.push(`refused ${one.violatedDirective} ${one.blockedURI} ${one.sample}`);
});
"""
"""What a script would run into. A policy that had to step in tells of a text that was not escaped."""

LOOK = """() => {
  const found = [...window.__ran];
  const risky = /^[\\s\\u0000-\\u0020]*(javascript|data|vbscript|blob):/i;
  const links = ["href", "src", "action", "formaction", "xlink:href", "poster", "data"];
  const never = ["object", "embed", "applet", "marquee", "base"];
  const ours = (one) => (one.getAttribute("src") || one.getAttribute("href") || "").startsWith("/assets/");
  for (const one of document.querySelectorAll("*")) {
    const name = one.localName, whole = () => one.outerHTML.slice(0, 200);
    if (never.includes(name) && !one.matches("base[target=_blank]:not([href])")) found.push(whole());
    if (["script", "link"].includes(name) && !ours(one)) found.push(whole());
    if (name === "meta" && /refresh/i.test(one.httpEquiv)) found.push(whole());
    for (const mark of one.attributes) {
      const runs = /^on/i.test(mark.name) || mark.name === "srcdoc";
      const leads = links.includes(mark.name) && risky.test(mark.value);
      if (runs || leads) found.push(`${mark.name}: ${whole()}`);
    }
  }
  return found;
}"""
"""What ran, and whatever stands in the page that could run when somebody touches it."""


@dataclass
class Trap:
    """A browser before pages of ours, which it gets without a network. `ran` is what should not have been."""

    browser: Any
    pages: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    ran: list[str] = field(default_factory=list)
    home: str = "http://127.0.0.1:8010"

    def look(self, *, bypass: bool) -> None:
        """Open every page, with its policy or without, and note what is wrong with it."""
        with self.browser.new_context(bypass_csp=bypass) as context:
            context.add_init_script(TRAP)
            context.route("**/*", self._answer)
            tab = context.new_page()
            tab.on("dialog", lambda one: (self.ran.append(f"dialog {one.message}"), one.dismiss()))
            for path in [one for one in self.pages if not one.startswith("/assets/")]:
                tab.goto(self.home + path, wait_until="load")
                tab.wait_for_timeout(20)  # what an image that does not load would run
                self.ran += [f"{path}: {one}" for frame in tab.frames for one in self._in(frame)]
                if tab.url != self.home + path:
                    self.ran.append(f"{path}: leads to {tab.url}")

    def _in(self, frame: Any) -> list[str]:
        try:
            found: list[str] = frame.evaluate(LOOK)
        except Exception as fault:  # noqa: BLE001  (it went elsewhere meanwhile)
            return [str(fault)]
        return found

    def _answer(self, route: Any) -> None:
        url = route.request.url
        if not url.startswith(self.home):
            self.ran.append(f"asked {url[:200]}")
            route.abort()
            return
        status, headers, body = self.pages.get(url.removeprefix(self.home), (404, {}, b""))
        kept = {name: value for name, value in headers.items() if name != "content-length"}
        route.fulfill(status=status, headers=kept, body=body)
