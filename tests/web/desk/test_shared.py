"""Pages that are drawn once for all: each has their own name, token and rights, and none is old."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from digest import desk
from digest.models import (
    Correction,
    DeliveryStatus,
    EditionStatus,
    Hand,
    Outcome,
    Page,
    Paused,
    Quota,
    Role,
    Wanted,
)
from digest.web.desk.entry import matches
from tests.pipeline.room import DAY
from tests.web.desk.house import Browser, House
from tests.web.desk.morning import Morning
from tests.web.desk.sent import broken_off, draft

TOKENS = re.compile(r'name="csrf" value="(\w+)"')


def paths(morning: Morning) -> tuple[str, ...]:
    """What is drawn once, in all its kinds."""
    story, other = morning.story(), morning.story(2)
    return (
        "/",
        "/?done=1",
        f"/?open={other.key}",
        f"/story/{story.key}",
        f"/story/{other.key}",
        "/letter/mail.html",
        "/letter/mail.html?shade=dark",
        "/api/editions/today",
    )


def named(page: str) -> str:
    """Who is greeted by a page."""
    found = re.search(r'<a href="/you">(.*?)</a>', page)
    return found[1] if found else ""


def of_anyone(page: str) -> str:
    return TOKENS.sub("TOKEN", page)


class TestTwoPeople:
    def test_each_has_their_own_name_token_and_rights(self, morning: Morning) -> None:
        people = {"Ada": morning.ada, "Ben": morning.ben()}
        story, tokens = morning.story().key, set()
        for path in ("/", f"/story/{story}", "/", f"/?open={story}") * 2:
            for name, tab in people.items():
                page = morning.page(path, tab)
                assert named(page) == name
                assert (">Users</a>" in page) is (name == "Ada")
                (own,) = set(TOKENS.findall(page))
                secret = tab.cookie.partition("=")[2]
                assert matches(secret, own)
                others = [one.cookie.partition("=")[2] for one in people.values() if one is not tab]
                assert not any(matches(other, own) for other in others)
                assert not any(other in page for other in (secret, *others))
                tokens.add(own)
        assert len(tokens) == 16  # another mask on each

    def test_packed_it_is_the_same_page(self, morning: Morning) -> None:
        for path in paths(morning):
            packed = morning.ada.get(path, accept_encoding="gzip")
            plain = morning.ada.get(path)
            assert packed.headers["content-encoding"] == "gzip"
            assert "content-encoding" not in plain.headers
            for answer in (packed, plain):
                assert answer.headers["content-length"] == str(len(answer.body))
                assert answer.headers["vary"].lower() == "accept-encoding"
                assert answer.headers["cache-control"] == "no-store"
            assert of_anyone(gzip.decompress(packed.body).decode()) == of_anyone(plain.text)

    def test_pages_of_one_kind_are_told_apart(self, morning: Morning) -> None:
        shown = [of_anyone(morning.page(path)) for path in paths(morning) for _ in range(2)]
        assert shown[::2] == shown[1::2]
        assert len(set(shown)) == len(paths(morning))
        assert len(re.findall('class="reword"', morning.page(f"/?open={morning.story(2).key}"))) == 1
        assert 'class="reword"' not in morning.page()

    def test_a_name_that_looks_like_markup_is_none(self, morning: Morning) -> None:
        ben = morning.ben()
        user = morning.house.accounts.find("ben@example.org")
        assert user
        morning.house.accounts.change(replace(user, name='<img src=x onerror="alert(1)">'))
        assert named(morning.page("/", ben)) == "&lt;img src=x onerror=&#34;alert(1)&#34;&gt;"

    def test_one_who_signed_out_sees_nothing_more(self, morning: Morning) -> None:
        ben = morning.ben()
        was = ben.cookie
        morning.page("/", ben)
        ben.post("/sign-out")
        ben.cookie = was
        for path in paths(morning):
            assert ben.get(path).status in (303, 401)
        assert named(morning.page()) == "Ada"

    def test_another_role_counts_with_the_next_page(self, morning: Morning) -> None:
        ben = morning.ben()
        assert ">Users</a>" not in morning.page("/", ben)
        user = morning.house.accounts.find("ben@example.org")
        assert user
        morning.house.accounts.change(replace(user, role=Role.CHIEF))
        assert ">Users</a>" in morning.page("/", ben)


class TestNothingIsOld:
    """Whatever happens, a desk that kept its pages shows what one that was just started shows."""

    def compare(self, morning: Morning, *tabs: Browser) -> dict[str, str]:
        fresh = replace(morning.house, apps={})
        shown = {}
        for path in paths(morning):
            for tab in tabs or (morning.ada,):
                page = of_anyone(morning.page(path, tab))
                other = Browser(fresh, cookie=tab.cookie)
                assert page == of_anyone(other.get(path).text), (path, named(page))
                shown[path + named(page)] = page
        return shown

    def test_after_each_deed_of_each_hand(self, morning: Morning) -> None:
        ada, ben = morning.ada, morning.ben()
        key, spare = morning.story().key, morning.edition().spares[0].key
        deeds: tuple[tuple[Browser, str, dict[str, str]], ...] = (
            (ben, f"/story/{key}/reword", {"headline": "A headline of 999 dragons", "lead": "Of dragons."}),
            (ada, "/note", {"note": "A word"}),
            (ben, "/title", {"subject": "Dragons", "preheader": "All of them"}),
            (ada, f"/story/{key}/down", {}),
            (ada, "/undo", {}),
            (ben, f"/story/{spare}/take", {}),
            (ben, f"/story/{key}/drop", {}),
            (ada, "/hold", {}),
            (ada, "/release", {}),
            (ada, "/approve", {}),
            (ben, "/note", {"note": "Another"}),
        )
        last = self.compare(morning, ada, ben)
        for tab, path, fields in deeds:
            assert morning.do(path, tab, **fields).status == 303, path
            now = self.compare(morning, ada, ben)
            assert now["/Ada"] != last["/Ada"], path
            last = now

    def test_while_it_is_sent_and_stopped(self, house: House) -> None:
        morning = broken_off(house)
        room, edition = morning.room, morning.edition()
        last = self.compare(morning)["/Ada"]
        for fate in (DeliveryStatus.SENT, DeliveryStatus.REFUSED):
            claimed = room.ledger.turn(edition, [], Wanted(1, morning.house.now, "smtp"))
            assert self.compare(morning)["/Ada"]
            room.ledger.turn(
                edition, [Outcome(one.id, fate) for one in claimed], Wanted(0, morning.house.now)
            )
            now = self.compare(morning)["/Ada"]
            assert now != last
            last = now
        morning.do("/hold")
        assert "Go on to the rest" in self.compare(morning)["/Ada"]
        room.editions.save(replace(morning.edition(), status=EditionStatus.HELD))
        self.compare(morning)

    def test_when_the_clock_goes_on(self, morning: Morning) -> None:
        for passed, said in ((0, "in 1 h 0 min"), (1, "in 59 min"), (58, "in 1 min"), (3, "as soon as")):
            morning.house.now += timedelta(minutes=passed)
            assert said in self.compare(morning)["/Ada"]

    def test_when_a_correction_comes_in(self, sent: Morning) -> None:
        draft(sent)
        assert "Waits; it came after" not in self.compare(sent)["/Ada"]
        said = Correction("morning", DAY, "k", "A headline", "It was nine.", "Ada", sent.house.now)
        kept = sent.room.corrections.add(said)
        assert "Waits; it came after" in self.compare(sent)["/Ada"]
        sent.do("/carry", correction=str(kept.id))
        assert "Stands below the stories" in self.compare(sent)["/Ada"]

    def test_when_the_next_day_is_drafted(self, sent: Morning) -> None:
        last = self.compare(sent)["/Ada"]
        draft(sent)
        assert self.compare(sent)["/Ada"] != last

    def test_when_sources_sections_and_words_change(self, morning: Morning) -> None:
        configuration = morning.room.configuration
        hand = Hand("Ada", morning.house.now)
        changes = (Quota("asia", 1), Paused(configuration.setup().sources[0].key, paused=True))
        for change in changes:
            self.compare(morning)
            configuration.keep([change], configuration.setup().seen, hand, ["changed"])
            self.compare(morning)
        setup = configuration.setup()
        titled = [replace(one, title=f"The {one.key}") for one in setup.newsletter.sections]
        renamed = replace(setup, newsletter=replace(setup.newsletter, sections=tuple(titled)))
        configuration.stands = renamed  # type: ignore[attr-defined]
        assert "The asia" in self.compare(morning)["/Ada"]

    def test_when_editions_go_out_at_another_hour(self, morning: Morning) -> None:
        """Told for an edition that missed its hour: the clock is not what changes there."""
        configuration = morning.room.configuration
        morning.house.now += timedelta(hours=9)
        last = self.compare(morning)["/Ada"]
        configuration.stands = replace(configuration.setup(), hour="23:00")  # type: ignore[attr-defined]
        assert self.compare(morning)["/Ada"] != last

    def test_when_the_page_of_a_report_is_read(self, morning: Morning) -> None:
        story = morning.story()
        path = f"/story/{story.key}"
        assert "dragons are back" not in self.compare(morning)[f"{path}Ada"]
        morning.room.archive.fill(story.source.url, Page("The dragons are back. " * 80))
        assert "dragons are back" in self.compare(morning)[f"{path}Ada"]

    def test_when_what_a_report_says_carries_a_claim_or_no_longer_does(self, morning: Morning) -> None:
        """Approval looks at the reports as they are: so does the page that offers it."""
        story = morning.story()
        said, lead = "A clinic with 77 fridges", "Trains ran again after 77 days."
        morning.do(f"/story/{story.key}/reword", headline=said, lead=lead)
        assert "no source has it" in self.compare(morning)["/Ada"]
        archive = morning.room.archive
        archive.fill(story.source.url, Page(f"{said}. {lead} " * 40))
        assert "no source has it" not in self.compare(morning)["/Ada"]
        assert "no source has it" not in morning.page("/approve")
        archive.fill(story.source.url, Page("Nothing of the kind was ever said by anybody here. " * 99))
        assert "no source has it" in self.compare(morning)["/Ada"]
        assert "no source has it" in morning.page("/approve")

    @pytest.mark.parametrize("verb", [desk.approve, desk.hold])
    def test_when_another_process_decides(self, morning: Morning, verb: Callable[..., object]) -> None:
        last = self.compare(morning)["/Ada"]
        verb(morning.room, morning.edition(), Hand("Somebody", morning.house.now))
        now = self.compare(morning)["/Ada"]
        assert "Somebody" in now
        assert now != last
