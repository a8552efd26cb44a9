"""The machine's day, as one line:

    collect | select | write | arrange > draft;  (approve)  open | render | send > sent

`prepare` drafts the edition, `publish` sends it: two verbs, because a person may stand between them.
Both may be run twice, by two processes, after a crash: no harm. `run` is both, for cron and service.
`replay` drafts a day again, with an account of every candidate, and keeps nothing; `rehearse` tells who
would be sent what, and when. On several machines, `delegate` publishes through workers: the frozen list is
cut in `parts`, each is sent in some `Shift`, and `close` ends the edition; `hand_over` does not wait.
`mail_corrections` sends what an editor asked to be mailed about a sent edition.
"""

from digest.pipeline.amending import mail_corrections, waiting_corrections
from digest.pipeline.collecting import collect, healthy_sources
from digest.pipeline.comparing import Difference, difference
from digest.pipeline.day import doubtful, let_out, run
from digest.pipeline.delegating import delegate, hand_over
from digest.pipeline.preparing import prepare
from digest.pipeline.press import letters
from digest.pipeline.publishing import close, open_list, parts, publish
from digest.pipeline.rehearsing import Appointment, rehearse
from digest.pipeline.replaying import Look, Trial, replay
from digest.pipeline.settling import is_at_work
from digest.pipeline.working import Shift

__all__ = [
    "Appointment",
    "Difference",
    "Look",
    "Shift",
    "Trial",
    "close",
    "collect",
    "delegate",
    "difference",
    "doubtful",
    "hand_over",
    "healthy_sources",
    "is_at_work",
    "let_out",
    "letters",
    "mail_corrections",
    "open_list",
    "parts",
    "prepare",
    "publish",
    "rehearse",
    "replay",
    "run",
    "waiting_corrections",
]
