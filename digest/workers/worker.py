"""`digest worker`: one process that takes a part of an edition at a time, sends it, and takes the next."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import date
from typing import Any

from digest import desk
from digest.errors import Busy, ConfigurationError, DigestError, Unavailable
from digest.newsroom import Clock, Newsroom
from digest.pipeline import Shift
from digest.settings import Settings
from digest.wiring import newsroom
from digest.workers.broker import TASK, Broker, broker

log = logging.getLogger(__name__)


def work(settings: Settings, clock: Clock, stop: Callable[[], None], ready: Callable[[str], None]) -> None:
    """Work until SIGTERM or Ctrl-C: what is on the wire is settled, and the rest goes back to the queue.

    `stop` tells the clock so; `ready` is told the broker's name once it is reached, and one that is away is
    waited for. Raises ConfigurationError before anything is done, and Unavailable where Celery gives up.
    """
    there = broker(settings)
    with newsroom(settings) as room, _place(room, there):
        code = _serve(there, room, clock, stop, ready)
    if code and not clock.stopping():
        raise Unavailable("the worker ended by itself: the lines above say why")


@contextmanager
def _place(room: Newsroom, there: Broker) -> Iterator[None]:
    """One of as many places as share the pace; without a pace to keep, there is room for any number."""
    if not room.rules.pace.limited:
        yield
        return
    with ExitStack() as held:
        for number in range(1, there.count + 1):
            with suppress(Busy):
                held.enter_context(room.locks.hold(f"worker-{room.newsletter.key}-{number}"))
                break
        else:
            raise ConfigurationError(
                f"{there.count} workers share the rates of [sending] already: raise workers.count"
            )
        yield


def _serve(
    there: Broker, room: Newsroom, clock: Clock, stop: Callable[[], None], ready: Callable[[str], None]
) -> int:
    """Celery's own worker: one process, one part at a time, in its main thread, where signals arrive.

    Its exit code, at the end.
    """
    from celery import signals

    shift = Shift(room, clock, there)

    def part(newsletter: str, day: str, first: int, last: int) -> None:
        try:
            shift.take(newsletter, date.fromisoformat(day), (int(first), int(last)))
        except DigestError as failure:
            log.error("%s", failure)  # noqa: TRY400  (its words are for an operator, its traceback is not)
        desk.catch_up(room, clock.now())  # the last part may have ended the edition

    def own_logging(**_: Any) -> None:
        """Logging is the door's; without this, Celery would set up its own."""
        for handler in logging.getLogger().handlers:
            handler.addFilter(OneLine(there.away))
        logging.getLogger("py.warnings").setLevel(logging.ERROR)

    warnings.filterwarnings("ignore", module="celery")  # words for whoever programs Celery, as those above
    signals.setup_logging.connect(own_logging, weak=False)
    signals.worker_ready.connect(lambda **_: ready(there.name), weak=False)
    signals.worker_shutting_down.connect(lambda **_: stop(), weak=False)
    there.app.task(part, name=TASK, shared=False, Request=f"{__package__}.request:Request")
    worker = there.app.Worker(
        pool_cls="solo",
        concurrency=1,
        quiet=True,
        without_gossip=True,
        without_mingle=True,
        without_heartbeat=True,
    )
    worker.start()
    return int(worker.exitcode or 0)


class OneLine(logging.Filter):
    """What Celery says of a broker that is away, without traceback; that of any other fault stays.

    For handlers: a logger's own filter does not see what the loggers under it say.
    """

    def __init__(self, away: tuple[type[Exception], ...]) -> None:
        super().__init__()
        self._away = away

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith(("celery.worker", "kombu")):
            record.msg, record.args = " ".join(record.getMessage().split()), None
            if record.exc_info and isinstance(record.exc_info[1], self._away):
                record.exc_info = record.exc_text = None
        return True
