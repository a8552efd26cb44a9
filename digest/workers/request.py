"""A part in Celery's hands. The only module that needs Celery to be imported."""

from __future__ import annotations

from typing import Any

from celery.worker import request


class Request(request.Request):  # type: ignore[misc]
    """A part whose acknowledgement fails aloud.

    Celery logs a broker that is away then, and goes on. With Redis the part counts as under way for ever: at
    one part at a time that worker takes no other. What is raised instead has Celery connect anew.
    """

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **{**named, "connection_errors": ()})
