"""The preview shows everything an editor needs, believes nothing it is given, and changes nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from digest.errors import ConfigurationError, StoreError
from digest.models import Edition, EditionStatus, Factor, Format, Letter, Newsletter, Reference
from digest.web.preview import Draft, preview, shaded
from tests.web.browser import Answer, ask
from tests.web.sample import NEWSLETTER, edition, story

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "web"
VIEWS = ("/", "/text", "/lite", "/scores")
HTML = (
    "<html><head><style>@media (prefers-color-scheme: dark) { h1 { color: red } }</style></head><h1>Mail</h1>"
)


def plain_letter(newsletter: Newsletter, edition: Edition, format: Format) -> Letter:
    html = HTML if format is Format.FULL else ""
    return Letter(format, "en", edition.subject, edition.preheader, f"the {format} text", html)


def draft(shown: Edition | None = None, **other: object) -> Draft:
    shown = shown or edition()
    parts: dict[str, object] = {
        "load": lambda: (NEWSLETTER, shown),
        "render": plain_letter,
        "weigh": lambda newsletter, edition, letter: 18_034 if letter.html else 7_500,
        "version": shown.fingerprint,
        "templates": TEMPLATES,
    }
    return Draft(**{**parts, **other})


def get(path: str = "/", shown: Edition | None = None, **other: object) -> Answer:
    return ask(preview(draft(shown, **other)), path)


def raising(error: Exception) -> Callable[..., object]:
    def fail(*_: object) -> object:
        raise error

    return fail


class TestWhatIsShown:
    """Inbox, weight, frames, text, lite, reasons, status."""

    def test_the_inbox_has_sender_subject_and_preheader(self) -> None:
        page = get().text
        assert "<b>The Quarry</b>" in page
        assert "Port Orrin&#39;s barrier holds; all nineteen miners are out" in page
        assert edition().preheader in page

    def test_the_weight_stands_against_its_budget(self) -> None:
        page = get().text
        assert "18,034 of 20,000 bytes" in page
        assert "7,500 of 9,000 bytes" in page
        assert "too many" not in page

    def test_a_mail_over_its_budget_says_by_how_much(self) -> None:
        assert "20,001 of 20,000 bytes: 1 too many" in get(weigh=lambda *_: 20_001).text

    @pytest.mark.parametrize("shade", ["light", "dark"])
    def test_both_widths_are_shown_in_both_shades_in_a_sandbox(self, shade: str) -> None:
        frames = re.findall(r"<iframe [^>]*>", get(f"/?shade={shade}").text)
        assert [re.search(r'class="(\w+)"', frame)[1] for frame in frames] == ["desktop", "phone"]
        assert all('sandbox="" title="The mail at' in frame for frame in frames)
        assert all(f'src="/mail.html?shade={shade}"' in frame for frame in frames)

    def test_the_text_parts_stand_as_they_are(self) -> None:
        assert "the full text" in get("/text").text
        assert "the lite text" in get("/lite").text

    def test_every_story_has_its_section_score_outlets_and_reasons(self) -> None:
        page = get("/scores").text
        for shown in (*edition().stories, *edition().spares):
            assert shown.headline in page
            assert f"<b>{shown.score:.2f}</b>" in page
            assert all(factor.why in page for factor in shown.factors)
        assert "Coast and sea" in page
        assert "Orrin Post, Sable Courier, Venn Radio, Harrow Daily, Gulf Wire" in page
        assert page.index("Chosen") < page.index("Spare")

    def test_a_story_that_a_model_worded_says_so(self) -> None:
        """The editor knows whose words these are; the sources' own need no mark."""
        first, *others = edition().stories
        worded = replace(edition(), stories=(replace(first, writer="model <small>, checked"), *others))
        page = get("/scores", worded).text
        assert page.count("Written by model &lt;small&gt;, checked") == 1
        assert "Written by" not in get("/scores").text

    def test_the_day_and_the_status_stand_on_every_view(self) -> None:
        held = replace(edition(), status=EditionStatus.HELD)
        for view in VIEWS:
            page = get(view, held).text
            assert "Tuesday 6 May 2031" in page
            assert "Held" in page

    def test_every_view_is_a_link_so_that_it_works_without_scripts(self) -> None:
        page = get().text
        assert all(f'<a href="{view}"' in page for view in VIEWS)

    def test_an_edition_without_scores_is_shown(self) -> None:
        bare = replace(
            edition(), stories=tuple(replace(s, factors=(), score=0.0) for s in edition().stories), spares=()
        )
        assert "no reasons recorded" in get("/scores", bare).text


class TestHostileWords:
    """What a source said stays words."""

    HOSTILE = '</title><script>alert("x")</script><img src=x onerror=alert(1)>'

    @pytest.mark.parametrize("view", VIEWS)
    def test_no_word_of_an_edition_becomes_markup(self, view: str) -> None:
        wicked = replace(
            story("coast", self.HOSTILE, 1),
            update=self.HOSTILE,
            section=self.HOSTILE,
            source=Reference(self.HOSTILE, "https://a.example/'\"><script>"),
            factors=(Factor(self.HOSTILE, 1.0, self.HOSTILE),),
        )
        shown = replace(edition(wicked), subject=self.HOSTILE, preheader=self.HOSTILE)
        page = get(view, shown).text
        assert page.count("<script") == 1
        assert "<img" not in page

    @pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "/version"])
    def test_only_a_web_address_becomes_a_link(self, url: str) -> None:
        shown = replace(
            edition(), stories=(replace(story("coast", "A", 1), source=Reference("A", url)),), spares=()
        )
        assert url not in re.findall(r'href="([^"]*)"', get("/scores", shown).text)

    def test_nothing_is_fetched_from_elsewhere(self) -> None:
        for view in VIEWS:
            page = get(view).text
            assert all(place.startswith("/") for place in re.findall(r'src="([^"]*)"', page))
            assert all(place.startswith("/") for place in re.findall(r'<link [^>]*href="([^"]*)"', page))

    def test_pages_and_mail_are_bound_by_a_policy(self) -> None:
        page, mail = (
            get().headers["content-security-policy"],
            get("/mail.html").headers["content-security-policy"],
        )
        assert "default-src 'none'" in page
        assert "unsafe" not in page
        assert mail.startswith("sandbox; default-src 'none'; style-src 'unsafe-inline'")
        assert "script-src" not in mail

    def test_no_page_carries_a_style_or_script_of_its_own(self) -> None:
        assert not re.search(r"style=|<style|<script>|\son\w+=", get().text)


class TestTheDoor:
    """On this machine only, and only for looking."""

    @pytest.mark.parametrize(
        "host", ["localhost", "localhost:8008", "127.0.0.1:8008", "[::1]:8008", "LOCALHOST:1"]
    )
    def test_the_machines_own_names_are_served(self, host: str) -> None:
        assert ask(preview(draft()), "/", host=host).status == 200

    @pytest.mark.parametrize(
        "host", ["", "evil.example", "127.0.0.1.evil.example", "localhost@evil.example:80", "0.0.0.0"]
    )
    @pytest.mark.parametrize("path", ["/", "/mail.html", "/version", "/assets/preview.css"])
    def test_any_other_name_is_turned_away(self, host: str, path: str) -> None:
        answer = ask(preview(draft()), path, host=host)
        assert answer.status == 421
        assert "Quarry" not in answer.text

    @pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
    @pytest.mark.parametrize("path", ["/", "/mail.html", "/version", "/scores"])
    def test_nothing_but_a_look_is_answered(self, method: str, path: str) -> None:
        assert ask(preview(draft()), path, method=method).status == 405

    @pytest.mark.parametrize("name", ["preview.css", "preview.js", "icon.svg"])
    def test_its_own_files_are_served(self, name: str) -> None:
        assert get(f"/assets/{name}").body == (TEMPLATES / name).read_bytes()

    @pytest.mark.parametrize("path", ["/assets/preview.html", "/assets/../../pyproject.toml", "/nowhere"])
    def test_no_other_file_is(self, path: str) -> None:
        assert get(path).status == 404


class TestFaults:
    """What is wrong is said on the page, beside what can still be shown."""

    FAULT = ConfigurationError("body.html, line 7: there is no 'storys' here; did you mean <stories>?")

    @pytest.mark.parametrize("view", VIEWS)
    def test_a_broken_template_is_said_in_words(self, view: str) -> None:
        answer = get(view, render=raising(self.FAULT))
        assert answer.status == 503
        assert (
            "body.html, line 7: there is no &#39;storys&#39; here; did you mean &lt;stories&gt;?"
            in answer.text
        )

    def test_the_reasons_are_shown_although_the_template_is_broken(self) -> None:
        assert "5 independent outlets" in get("/scores", render=raising(self.FAULT)).text

    def test_the_frame_says_it_too(self) -> None:
        answer = get("/mail.html", render=raising(self.FAULT))
        assert answer.status == 503
        assert "did you mean &lt;stories&gt;?" in answer.text
        assert answer.headers["content-security-policy"].startswith("sandbox")

    @pytest.mark.parametrize("view", VIEWS)
    def test_without_an_edition_the_page_still_stands(self, view: str) -> None:
        answer = get(view, load=raising(StoreError("there is no edition yet: run digest prepare")))
        assert answer.status == 503
        assert "there is no edition yet: run digest prepare" in answer.text

    def test_the_version_is_known_although_the_store_is_not(self) -> None:
        assert get("/version", version=raising(StoreError("locked"))).status == 200


class TestVersion:
    """A word that changes when something a reader would see has changed."""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        (tmp_path / "email").mkdir()
        (tmp_path / "email" / "body.html").write_text("one")
        return tmp_path

    def test_it_stays_while_nothing_changes_and_stands_on_the_page(self, folder: Path) -> None:
        app = preview(draft(watched=(folder,)))
        assert ask(app, "/version").text == ask(app, "/version").text
        assert f'data-version="{ask(app, "/version").text}"' in ask(app, "/").text

    def test_it_changes_with_a_template_new_or_gone_or_rewritten(self, folder: Path) -> None:
        app = preview(draft(watched=(folder,)))
        seen = [ask(app, "/version").text]
        for change in (
            lambda: (folder / "email" / "body.html").write_text("longer"),
            lambda: (folder / "email" / "style.css").write_text("new"),
            (folder / "email" / "body.html").unlink,
        ):
            change()
            seen.append(ask(app, "/version").text)
        assert len(set(seen)) == 4

    def test_it_changes_with_the_edition(self) -> None:
        words = iter(["a", "b"])
        app = preview(draft(version=lambda: next(words)))
        assert ask(app, "/version").text != ask(app, "/version").text

    def test_a_watched_file_that_is_not_there_harms_nothing(self, tmp_path: Path) -> None:
        assert get("/version", watched=(tmp_path / "missing",)).status == 200


class TestShades:
    """A mail is shown as a client in light or dark shows it, whatever the editor's own machine prefers."""

    SHEET = "<head><style>{}</style></head><p>(prefers-color-scheme: dark)</p>"

    @pytest.mark.parametrize(
        ("query", "light", "dark"),
        [
            ("@media (prefers-color-scheme: dark)", "@media (max-width:0)", "@media (min-width:0)"),
            ("@media(PREFERS-color-scheme:light)", "@media(min-width:0)", "@media(max-width:0)"),
            (
                "@media screen and ( prefers-color-scheme:dark ) and (max-width:9px)",
                "@media screen and (max-width:0) and (max-width:9px)",
                "@media screen and (min-width:0) and (max-width:9px)",
            ),
            (":root{color-scheme:light dark}", ":root{color-scheme:light}", ":root{color-scheme:dark}"),
            (
                ":root{supported-color-schemes: light dark;a:b}",
                ":root{supported-color-schemes:light;a:b}",
                ":root{supported-color-schemes:dark;a:b}",
            ),
        ],
    )
    def test_a_sheet_is_settled_on_one_shade(self, query: str, light: str, dark: str) -> None:
        assert light in shaded(self.SHEET.format(query), dark=False)
        assert dark in shaded(self.SHEET.format(query), dark=True)

    def test_words_of_a_story_stay_as_they_are(self) -> None:
        assert "<p>(prefers-color-scheme: dark)</p>" in shaded(self.SHEET, dark=True)

    def test_the_frame_is_in_the_shade_that_was_asked_for(self) -> None:
        assert "(max-width:0)" in get("/mail.html").text
        assert "(min-width:0)" in get("/mail.html?shade=dark").text
