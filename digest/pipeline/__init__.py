"""The machine's day, as one line:

    collect | select | write | arrange > draft;  (approve)  open | render | send > sent

`prepare` drafts the edition, `publish` sends it: two verbs, because a person may stand between them.
Both may be run twice, by two processes, after a crash: no harm. `run` is both, for cron and service.
`replay` drafts a day again, with an account of every candidate, and keeps nothing.
"""

from digest.pipeline.collecting import collect, healthy_sources
from digest.pipeline.comparing import Difference, difference
from digest.pipeline.day import let_out, run
from digest.pipeline.preparing import prepare
from digest.pipeline.press import letters
from digest.pipeline.publishing import publish
from digest.pipeline.replaying import Look, Trial, replay

__all__ = [
    "Difference",
    "Look",
    "Trial",
    "collect",
    "difference",
    "healthy_sources",
    "let_out",
    "letters",
    "prepare",
    "publish",
    "replay",
    "run",
]
