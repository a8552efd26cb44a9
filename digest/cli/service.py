"""`digest schedule`: the service, from the first look at the calendar to a clean end."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from zoneinfo import ZoneInfo

from digest.cli.door import Door
from digest.errors import DigestError
from digest.models import EditionStatus
from digest.newsroom import Progress
from digest.schedule import Calendar, Duty, Service, serve

log = logging.getLogger("digest.service")


def serve_until_stopped(here: Door) -> None:
    """Prepare and publish at the configured hours; SIGTERM and Ctrl-C end it after the mail on the wire."""
    settings = here.settings
    calendar = Calendar(settings.schedule, ZoneInfo(settings.newsletter.zone))
    service = Service(calendar, {Duty.PREPARE: lambda: _prepare(here), Duty.PUBLISH: lambda: _publish(here)})
    scheduler = serve(service, here.clock.now)
    following = calendar.next_publish(here.clock.now()).astimezone(calendar.zone)
    here.screen.say(
        f"{settings.newsletter.name}: next edition {following:%A %d %B, %H:%M} ({settings.newsletter.zone}). "
        "Ctrl-C ends the service."
    )

    def end() -> None:
        # Shutting down waits for the duty under way, which a signal handler must not do.
        threading.Thread(target=scheduler.shutdown).start()

    with here.clock.listening(then=end):
        scheduler.start()
    here.screen.say("The service has ended; what was on the wire is settled.")


def _prepare(here: Door) -> bool:
    from digest.pipeline import prepare

    def duty() -> bool:
        with here.newsroom() as room:
            now = here.clock.now()
            edition = prepare(room, room.newsletter.day(now), now, _log)
            log.warning("edition %s is %s: %s", edition.key, edition.status, edition.subject)
        return True

    return _kept(here, duty)


def _publish(here: Door) -> bool:
    from digest.cli.workers import sender
    from digest.pipeline import run

    def duty() -> bool:
        with here.newsroom() as room:
            edition, tally = run(room, here.clock, _log, sender(here))
            log.warning("edition %s is %s: %s", edition.key, edition.status, tally or "waits for an editor")
        return edition.status is EditionStatus.SENT

    return _kept(here, duty)


def _kept(here: Door, duty: Callable[[], bool]) -> bool:
    """Do a duty by the settings as they are now.

    A failure that we have words for is logged, and the calendar asks again later.
    """
    here.look_again()
    try:
        return duty()
    except DigestError as failure:
        log.error("%s", failure)  # noqa: TRY400  (its words are for an operator, its traceback is not)
    except KeyboardInterrupt:
        log.warning("stopped; nothing is lost, and the next start goes on from here")
    return False


def _log(progress: Progress) -> None:
    if progress.note:
        log.info("%s: %s", progress.stage, progress.note)
