"""The machine's day, as one line:

    collect | select | write | arrange > draft;  (approve)  open | render | send > sent

`prepare` drafts the edition, `publish` sends it: two verbs, because a person may stand between them.
Both may be run twice, by two processes, after a crash: no harm. `run` is both, for cron and service.
`replay` drafts a day again, with an account of every candidate, and keeps nothing; `rehearse` tells who
would be sent what, and when. On several machines, `open_list` freezes the list, `publish` sends each of its
`parts`, and `close` ends the edition.
"""

from digest.pipeline.collecting import collect, healthy_sources
from digest.pipeline.comparing import Difference, difference
from digest.pipeline.day import let_out, run
from digest.pipeline.preparing import prepare
from digest.pipeline.press import letters
from digest.pipeline.publishing import close, open_list, parts, publish
from digest.pipeline.rehearsing import Appointment, rehearse
from digest.pipeline.replaying import Look, Trial, replay

__all__ = [
    "Appointment",
    "Difference",
    "Look",
    "Trial",
    "close",
    "collect",
    "difference",
    "healthy_sources",
    "let_out",
    "letters",
    "open_list",
    "parts",
    "prepare",
    "publish",
    "rehearse",
    "replay",
    "run",
]
