"""A desk with a draft whose reports are kept, and what its pages are asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Engine

from digest.models import Edition, Story
from digest.newsroom import Newsroom
from tests.desk.draft import desk_room
from tests.web.browser import Answer
from tests.web.desk.house import Browser, House

LEAD = "cannot be read in any report at all"


@dataclass
class Morning:
    """The house and a browser of Ada's, who is signed in; `fields` fill what each form carries."""

    house: House
    ada: Browser

    @property
    def room(self) -> Newsroom:
        return self.house.room

    def edition(self) -> Edition:
        found = self.room.editions.find("morning", self.house.now.date())
        assert found
        return found

    def story(self, place: int = 0) -> Story:
        return self.edition().stories[place]

    def page(self, path: str = "/", who: Browser | None = None) -> str:
        answer = (who or self.ada).get(path)
        assert answer.status == 200, (path, answer.status)
        return answer.text

    def seen(self) -> str:
        edition = self.edition()
        return f"{edition.day}.{edition.revision}"

    def do(self, path: str, who: Browser | None = None, **fields: str) -> Answer:
        """Post a form of the page as it stands, unless `seen` says of which."""
        return (who or self.ada).post(path, {"seen": self.seen()} | fields)

    def tell(self, answer: Answer, who: Browser | None = None) -> str:
        """Follow to the page that shows what was done."""
        assert answer.status == 303, answer.text
        return self.page(answer.headers["location"].split("#")[0], who)

    def ben(self) -> Browser:
        other = Browser(self.house)
        other.sign_in("ben@example.org")
        return other


def morning(engine: Engine, **changes: Any) -> Morning:
    """A draft of six stories and some spares on the desk, looked at by Ada."""
    room, _ = desk_room()
    house = House(engine, replace(room, **changes))
    ada = Browser(house)
    ada.sign_in()
    return Morning(house, ada)


def alerts(page: str) -> str:
    """What a page raises its voice for."""
    return " ".join(re.findall(r'role="alert".*?</section>', page, re.DOTALL))
