"""The broker: one queue for each newsletter. What lies in it names a part of an edition, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from digest.errors import ConfigurationError, Unavailable
from digest.models import Part
from digest.settings import Settings

if TYPE_CHECKING:
    from celery import Celery
    from kombu import Connection

TASK = "digest.part"
CONNECT_SECONDS = 4.0
VISIBLE_AGAIN = 3600  # seconds after which Redis hands out once more what nobody has acknowledged
CURE = "`digest publish --here` sends without it"


def broker(settings: Settings) -> Broker:
    """The broker of these settings. Raises ConfigurationError where none is named, or Celery is missing."""
    given = settings.workers
    if not given.broker:
        raise ConfigurationError(
            f"{settings.path}: workers.broker names none: write redis://... or amqp://..."
        )
    try:
        import celery  # noqa: F401
        import redis  # noqa: F401
    except ImportError:
        raise ConfigurationError(
            "workers need Celery, which is not installed: pip install 'morning-digest[workers]'"
        ) from None
    there = Broker(given.broker, settings.newsletter.key, given.count, given.part_size)
    try:
        there.app.connection_for_write()  # reaches nothing, and understands the address
    except (TypeError, ValueError, KeyError):  # what it says may hold the password
        raise ConfigurationError(
            f"{settings.path}: workers.broker cannot be read: write redis://:password@host:6379/0, or amqp://..."
        ) from None
    return there


@dataclass
class Broker:
    """Hands parts to whoever works on this newsletter, and tells how many lie there."""

    url: str = field(repr=False)
    newsletter: str
    count: int
    part_size: int

    @property
    def name(self) -> str:
        """The broker for an operator: its URL without password and options."""
        parts = urlsplit(self.url)
        return parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment="").geturl()

    def hand(self, newsletter: str, day: date, parts: Iterable[Part]) -> None:
        """Put these parts behind what lies there. Raises Unavailable."""
        with self._connected() as connection, self.app.amqp.Producer(connection) as producer:
            for first, last in parts:
                arguments = (newsletter, day.isoformat(), first, last)
                self.app.send_task(TASK, arguments, producer=producer, retry=False)

    def queued(self) -> int:
        """How many parts lie there that nobody has taken. Raises Unavailable."""
        with self._connected() as connection:
            queue = self.app.amqp.queues[self._queue](connection.default_channel)
            return int(queue.queue_declare().message_count)

    def check(self) -> str:
        """Prove that the broker answers, and say which it is. Raises Unavailable."""
        self.queued()
        return self.name

    @property
    def _queue(self) -> str:
        return f"digest-{self.newsletter}"

    @cached_property
    def app(self) -> Celery:
        """Celery as we want it: nothing but our own queue, late acknowledgement, JSON, and no results."""
        from celery import Celery

        app = Celery("digest", set_as_current=False)
        app.conf.update(
            broker_read_url=self.url,  # these two, because CELERY_BROKER_URL would win over broker_url
            broker_write_url=self.url,
            broker_connection_timeout=CONNECT_SECONDS,
            broker_connection_retry_on_startup=True,
            broker_connection_max_retries=None,
            broker_heartbeat=0,  # a worker is deaf while it sends, and the broker would hang up
            broker_transport_options=self._transport_options(),
            task_default_queue=self._queue,
            task_serializer="json",
            accept_content=["json"],
            task_ignore_result=True,
            task_acks_late=True,
            task_reject_on_worker_lost=True,
            worker_prefetch_multiplier=1,
            worker_enable_remote_control=False,
        )
        return app

    def _transport_options(self) -> dict[str, float]:
        if not self.url.startswith(("redis", "sentinel")):
            return {}
        return {
            "visibility_timeout": VISIBLE_AGAIN,
            "socket_connect_timeout": CONNECT_SECONDS,
            "socket_timeout": 30.0,
        }

    @property
    def away(self) -> tuple[type[Exception], ...]:
        """What a broker that is away raises."""
        connection = self.app.connection_for_write()
        return (*connection.connection_errors, *connection.channel_errors)

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        from kombu.exceptions import OperationalError

        connection = self.app.connection_for_write()
        try:
            with connection:
                connection.ensure_connection(max_retries=1, interval_start=0.2)
                yield connection
        except (OperationalError, *self.away) as failure:
            raise Unavailable(f"the broker {self.name} cannot be reached ({failure}): {CURE}") from failure
