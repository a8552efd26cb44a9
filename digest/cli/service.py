"""`digest schedule`: the service, from the first look at the calendar to a clean end."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from digest.cli import noticing
from digest.cli.door import Door
from digest.errors import DigestError
from digest.models import EditionStatus
from digest.newsroom import Progress
from digest.schedule import Calendar, Duty, Service, serve

if TYPE_CHECKING:
    from digest.newsroom import Newsroom

log = logging.getLogger("digest.service")


def serve_until_stopped(here: Door) -> None:
    """Prepare and publish at the configured hours; SIGTERM and Ctrl-C end it after the mail on the wire."""
    day = Day(here)
    scheduler = serve(day.service, here.clock.now)
    following = day.calendar.told(here.clock.now())
    here.screen.say(f"{here.settings.newsletter.name}: next edition {following}. Ctrl-C ends the service.")

    def end() -> None:
        # Shutting down waits for the duty under way, which a signal handler must not do.
        threading.Thread(target=scheduler.shutdown).start()

    with here.clock.listening(then=end):
        scheduler.start()
    here.screen.say("The service has ended; what was on the wire is settled.")


class Day:
    """The duties of a day, and what is looked after between them."""

    def __init__(self, here: Door) -> None:
        self._here = here
        self._approved: datetime | None = None  # the approval that was last acted upon
        self.calendar = _calendar(here)
        duties = {Duty.PREPARE: self.prepare, Duty.PUBLISH: self.publish}
        self.service = Service(self.hours, duties, self.beside)

    def hours(self) -> Calendar:
        """The calendar by the settings as they are now; the log says where they are others than before."""
        self._here.look_again()
        fresh = _calendar(self._here)
        if fresh != self.calendar:
            self.calendar = fresh
            log.warning("the hours are changed: next edition %s", fresh.told(self._here.clock.now()))
        return fresh

    def prepare(self) -> bool:
        """Draft the edition, and say so."""
        from digest.pipeline import prepare

        def duty(room: Newsroom) -> bool:
            now = self._here.clock.now()
            edition = prepare(room, room.newsletter.day(now), now, _log)
            log.warning("edition %s is %s: %s", edition.key, edition.status, edition.subject)
            noticing.drafted(self._here, room, edition)
            return True

        return self._kept(duty)

    def publish(self) -> bool:
        """Send what may go out. What waits for an editor stays in, and that is said, too."""
        from digest.cli.workers import sender
        from digest.pipeline import run

        def duty(room: Newsroom) -> bool:
            edition, tally = run(room, self._here.clock, _log, sender(self._here))
            log.warning("edition %s is %s: %s", edition.key, edition.status, tally or "waits for an editor")
            noticing.ran(self._here, room, edition, tally, fresh=False)
            return edition.status is EditionStatus.SENT

        return self._kept(duty)

    def beside(self, now: datetime) -> None:
        """What no hour asks for: mails of corrections, reminders, and who could not be told before."""
        from digest import desk
        from digest.cli.workers import sender
        from digest.pipeline import mail_corrections

        def duty(room: Newsroom) -> bool:
            mail_corrections(room, self._here.clock, _log, sender(self._here))
            edition = room.editions.find(room.newsletter.key, room.newsletter.day(now))
            if edition and self.calendar.nears(now, self._here.settings.desk.remind_minutes):
                desk.remind(room, edition, noticing.doubts(room, edition), now)
            approved = edition.sanction if edition and edition.status is EditionStatus.APPROVED else None
            if approved and approved.at != self._approved:  # who was late waits no quarter of an hour
                self._approved = approved.at
                self.service.hurry()
            return True

        self._kept(duty)

    def _kept(self, duty: Callable[[Newsroom], bool]) -> bool:
        """Do a duty by the settings as they are at this look.

        A failure we have words for is logged and told, and the calendar asks again later.
        """
        try:
            with self._here.newsroom() as room, noticing.noticed(self._here, room):
                return duty(room)
        except DigestError as failure:
            log.error("%s", failure)  # noqa: TRY400  (its words are for an operator, its traceback is not)
        except KeyboardInterrupt:
            log.warning("stopped; nothing is lost, and the next start goes on from here")
        return False


def _calendar(here: Door) -> Calendar:
    return Calendar(here.written.schedule, ZoneInfo(here.written.newsletter.zone))


def _log(progress: Progress) -> None:
    if progress.note:
        log.info("%s: %s", progress.stage, progress.note)
