"""The summariser that asks a model, believes nothing it says, and prints only what passes the gate."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from time import sleep
from urllib.parse import urlsplit

from digest.errors import ConfigurationError, DigestError
from digest.models import Event, Newsletter, Story
from digest.summarisers import prompt
from digest.summarisers.answer import Answer, answer, verdicts
from digest.summarisers.asking import Asker, Memory
from digest.summarisers.budget import Account, Limits
from digest.summarisers.dialect import Dialect
from digest.summarisers.failures import Failed, Why
from digest.summarisers.gate import lead_of, require_lengths, require_print, require_support
from digest.summarisers.line import Client, Line
from digest.summarisers.material import SourceLine, cited, foremost, material
from digest.summarisers.privacy import require_private
from digest.writing import evidence, rights, story

log = logging.getLogger(__name__)


@dataclass
class Model:
    """Words stories by a model behind an API; where that fails, the extracted story stands.

    One of these is one edition's: its account is never reset. Safe to share between threads.
    """

    dialect: Dialect = field(repr=False)
    client: Client = field(repr=False)
    model: str
    memory: Memory | None = field(default=None, repr=False)
    pause: Callable[[float], None] = field(default=sleep, repr=False)
    api_key: str = field(default="", repr=False)
    base_url: str = ""
    allow_networks: tuple[str, ...] = ()  # for the client, which the wiring opens
    timeout: float = 60.0
    retries: int = 2
    at_once: int = 4
    answer_tokens: int = 1500
    most_tokens: int = 200_000
    most_money: float = 0.0
    most_minutes: float = 10.0
    price_in: float = 0.0
    price_out: float = 0.0
    give_up_after: int = 3
    verify: bool = False
    _asker: Asker = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._require_sense()
        key, url = self.api_key.strip(), (self.base_url or self.dialect.address).rstrip("/")
        require_private(key, url)
        line = Line(
            self.client,
            url + self.dialect.path,
            self.dialect.headers(key),
            self.timeout,
            self.retries,
            self.pause,
        )
        limits = Limits(
            self.most_tokens,
            self.most_money,
            60 * self.most_minutes,
            self.price_in,
            self.price_out,
            self.give_up_after,
        )
        self._asker = Asker(self.dialect, line, self.model, Account(limits), self.memory)

    def summarise(
        self, event: Event, newsletter: Newsletter, *, top: bool, draft: Story | None = None
    ) -> Story | None:
        """The story in the model's words if they pass, else the extracted one; it says which."""
        base = draft if draft and not top else story(event, newsletter, top=top) or draft
        if base is None:
            return None
        try:
            worded = self._worded(event, newsletter, base, top=top)
        except Failed as failure:
            self._fell_back(base, failure)
            return base
        self._asker.account.wrote()
        return worded

    def another(self, event: Event, newsletter: Newsletter, stands: Story) -> Story | None:
        """Other words than those that stand, asked for anew and on an account of their own.

        Raises DigestError, in words for an editor, where no other pass.
        """
        fresh = replace(self, memory=None)
        bare = replace(stands, hand="")
        try:
            worded = fresh._worded(event, newsletter, bare, top=stands.section == "top", unlike=stands)
        except Failed as failure:
            raise DigestError(f"{self.model} has no other words that may be printed: {failure}") from None
        if (worded.headline, worded.lead) == (stands.headline, stands.lead):
            raise DigestError(f"{self.model} has no other words than those that stand")
        return worded

    def account(self) -> str:
        """How many stories were written, why others were not, and what it came to."""
        return self._asker.account.told()

    def check(self) -> str:
        """Ask one tiny question and read its answer. Raises ConfigurationError for what can be mended."""
        try:
            self._asker.ask(prompt.trial(self.answer_tokens), answer)
        except Failed as failure:
            if failure.mend:
                raise ConfigurationError(str(failure)) from None
            if failure.why is not Why.REFUSED:
                raise DigestError(f"{self.model}: {failure}") from None
        host = urlsplit(self.base_url or self.dialect.address).netloc
        return f"{self.model} at {host} answers ({self._asker.account.tokens} tokens)"

    def _worded(
        self, event: Event, newsletter: Newsletter, base: Story, *, top: bool, unlike: Story | None = None
    ) -> Story:
        """The story as the model words it. Raises Failed where it does not, or not well enough."""
        lines = material(event, base, newsletter)
        if not lines:
            raise Failed(Why.NOTHING, "no clean sentence in the newsletter's language")
        question = prompt.story(lines, newsletter, top=top, most_tokens=self.answer_tokens)
        if unlike:
            question = prompt.another(question, unlike.headline, unlike.lead)
        written = self._asker.ask(question, answer)
        require_lengths(written, newsletter, top=top)
        require_print(written, lines, event, newsletter)
        if self.verify:
            second = prompt.second_reading(lines, written, self.answer_tokens)
            require_support(written, self._asker.ask(second, verdicts))
        return self._printed(event, newsletter, base, (written, lines))

    def _printed(
        self, event: Event, newsletter: Newsletter, base: Story, told: tuple[Answer, tuple[SourceLine, ...]]
    ) -> Story:
        """The story, resting on the report that most of its lead was written from."""
        written, lines = told
        below = [number for one in written.sentences for number in one.rests_on]
        report, lead = foremost(lines, below), lead_of(written, newsletter)
        references = (base.source, *base.also)
        return replace(
            base,
            headline=written.headline.text,
            lead=lead,
            source=next(one for one in references if one.url == report.url),
            also=tuple(one for one in references if one.url != report.url),
            factors=event.factors,
            score=event.score,
            language=newsletter.language,
            published=report.published,
            writer=f"model {self.model}, checked",
            rights=rights(report, event),
            claims=evidence(
                written.headline.text, cited(lines, written.headline.rests_on), lead, cited(lines, below)
            ),
        )

    def _fell_back(self, base: Story, failure: Failed) -> None:
        log.info("story %s stays as extracted (%s): %s", base.key, failure.why, failure)
        if self._asker.account.failed(failure):
            log.warning("the model is not asked again for this edition: %s", failure)

    def _require_sense(self) -> None:
        """Figures that mean something, or ConfigurationError naming the option."""
        for name in ("timeout", "at_once", "answer_tokens"):
            if not getattr(self, name) > 0:
                raise ConfigurationError(f"summariser.{name}: must be more than 0")
        limits = ("retries", "most_tokens", "most_money", "most_minutes", "price_in", "price_out")
        for name in (*limits, "give_up_after"):
            if not getattr(self, name) >= 0:
                raise ConfigurationError(f"summariser.{name}: must not be less than 0")
        if self.most_money and not (self.price_in or self.price_out):
            raise ConfigurationError("summariser.most_money: needs summariser.price_in and price_out")
        if not self.model.strip() or not self.model.isprintable():
            raise ConfigurationError("summariser.model: name the model")
