"""The recorded judge of mails, where it lies beside the checkout, finds nothing to mend."""

import importlib.util
import json
import runpy
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from digest import rendering
from digest.models import Format, Reference, Story
from tests.rendering import editions
from tests.rendering.editions import ADDRESS, LINKS, NEWSLETTER, TOKEN
from tests.shared import shared

JUDGE = ["--json", "--no-browser", "--no-html", "--no-spam"]
# The judge looks for "unsubscribe" in four European languages, and our links have no such word in their path.
UNREAD = ("unsubscribe-body", "unsubscribe-text")
FAMILIES = ("gmail", "outlook_new", "apple", "yahoo", "samsung")


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory):
    """What the judge says of every mail, asked once."""
    for name in ("lxml", "tinycss2", "dkim", "dns"):
        if importlib.util.find_spec(name) is None:
            pytest.skip(f"the judge needs the package {name}, which is not installed")
    judge = shared("emailcheck", "emailcheck.py")
    folder = tmp_path_factory.mktemp("mails")
    paths = [written(folder / f"{name}.eml", *mail) for name, mail in mails().items()]
    run = subprocess.run([sys.executable, judge, *JUDGE, *paths], capture_output=True, text=True, check=False)
    return {name: json.loads(run.stdout)[str(folder / f"{name}.eml")] for name in mails()}


def mails():
    """The recorded day and our own: one story, twenty, forty, long links, other scripts."""
    plain = replace(NEWSLETTER, key="digest", name="Morning Digest", tagline="", sections=())
    return {
        "recorded": (plain, replace(recorded_edition(), newsletter="digest")),
        **{f"days-{count}": (NEWSLETTER, editions.edition(count)) for count in (1, 20, 40)},
        "long-links": (NEWSLETTER, with_long_links(editions.edition())),
        **{language: editions.speaking(language) for language in ("fr", "ar", "fa", "zh")},
    }


def written(path, newsletter, edition):
    now = datetime.now(UTC)
    made = rendering.letter(newsletter, edition, Format.FULL)
    stencil = rendering.Stencil.of(made, newsletter, edition, now)
    path.write_bytes(stencil.message(1, ADDRESS, LINKS, TOKEN).data)
    return path


def require_flawless(verdict, but=()):
    findings = [f for f in verdict["findings"] if f["level"] in ("error", "warn")]
    assert [f for f in findings if f["code"] not in but] == []
    for family in FAMILIES:
        assert verdict["support"]["css_inline"][family]["unsupported_pct"] == 0
    parity = verdict["parity"]
    assert parity["headings"] == parity["headings_in_text"]
    assert parity["links"] == parity["links_in_text"]
    assert parity["links_only_in_text"] == 0


def recorded_edition():
    """The judge's own twenty stories, so that its published figures compare."""
    fixture = runpy.run_path(str(shared("emailcheck", "fixture.py")))
    stories = tuple(
        Story(str(n), row["section"], row["headline"], row["lead"], Reference(row["source"], row["url"]))
        for n, row in enumerate(fixture["stories"](20))
    )
    return replace(
        editions.edition(1), stories=stories, subject=fixture["SUBJECT"], preheader=fixture["PREHEADER"]
    )


def with_long_links(edition):
    def longer(story):
        return replace(story, source=replace(story.source, url=f"{story.source.url}?{'id=1&' * 40}"))

    return replace(edition, stories=tuple(map(longer, edition.stories)))


def test_the_recorded_twenty_stories_pass_within_their_budget(verdicts):
    verdict = verdicts["recorded"]
    require_flawless(verdict)
    assert verdict["size"]["wire"] + 700 <= 18_000
    assert verdict["content"]["bytes_per_visible_character"] <= 2.0
    assert verdict["size"]["gmail_clip_used_pct"] <= 10


@pytest.mark.parametrize("day", ["days-1", "days-20", "days-40", "long-links"])
def test_our_own_day_passes_at_any_length(verdicts, day):
    require_flawless(verdicts[day])


@pytest.mark.parametrize("language", ["fr", "ar", "fa", "zh"])
def test_days_in_other_scripts_pass(verdicts, language):
    require_flawless(verdicts[language], () if language == "fr" else UNREAD)
    assert verdicts[language]["size"]["html_transfer_overhead_pct"] <= 40
