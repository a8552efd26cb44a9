"""Through whom an edition goes: the first mailer that is up, and when it is past patience, the next."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from digest.errors import ConfigurationError, Unavailable
from digest.newsroom import Mailer
from digest.pipeline.errand import Errand
from digest.pipeline.sending import Send

log = logging.getLogger(__name__)


def carry(errand: Errand) -> None:
    """Hand over until nobody waits. Raises Unavailable or ConfigurationError of the last mailer there is.

    Whoever a mailer may have served already stays with it: their deliveries are uncertain, and not tried
    elsewhere.
    """
    mailers = errand.room.mailers
    for mailer, following in zip(mailers, (*mailers[1:], None), strict=True):
        try:
            _through(errand, mailer, last=following is None)
        except (Unavailable, ConfigurationError) as failure:
            if following is None or errand.over():
                raise
            log.error(  # noqa: TRY400  (its words are for an operator, its traceback is not)
                "%s serves nobody: %s. The rest of %s goes through %s",
                mailer.name,
                failure,
                errand.edition.key,
                following.name,
            )
            errand.gate.anew(errand.clock.now())
        else:
            return


def _through(errand: Errand, mailer: Mailer, *, last: bool) -> None:
    """Send through this mailer, patiently; raises what it stopped for when patience is at its end.

    One that fails before it took anything fails at once: most likely a wrong setting. Every message that it
    takes renews the patience. What names a later hour than any pause is not waited for, if another is there.
    """
    pauses: Iterator[float] | None = None
    served = errand.meter.served
    while failure := _session(errand, mailer):
        moved = errand.meter.served > served
        if moved or (pauses is None and failure.retry_after is not None):
            pauses, served = iter(errand.room.rules.retry_pauses), errand.meter.served
        pause = next(pauses, None) if pauses else None
        if pause is None or errand.over():
            raise failure
        pause = max(pause, failure.retry_after or 0)
        if not last and pause > max(errand.room.rules.retry_pauses):
            raise failure
        if errand.clock.now() + timedelta(seconds=pause) >= errand.ends:
            raise failure
        log.warning("%s; trying again in %.0f s", failure, pause)
        errand.clock.pause(pause)


def _session(errand: Errand, mailer: Mailer) -> Unavailable | None:
    """Everything that the mailer takes in one go; None at the end, or why it stopped."""
    try:
        with mailer as opened, ThreadPoolExecutor(1, "ledger") as thread:
            Send(errand, opened, thread).run()
    except Unavailable as failure:
        return failure
    return None
