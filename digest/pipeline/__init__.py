"""The machine's day, as one line:

    collect | select | write | arrange > draft;  (approve)  open | render | send > sent

`prepare` drafts the edition, `publish` sends it: two verbs, because a person may stand between them.
Both may be run twice, by two processes, after a crash: no harm. `run` is both, for cron and service.
"""

from digest.pipeline.collecting import collect, healthy_sources
from digest.pipeline.day import let_out, run
from digest.pipeline.preparing import prepare
from digest.pipeline.press import letters
from digest.pipeline.publishing import publish

__all__ = ["collect", "healthy_sources", "let_out", "letters", "prepare", "publish", "run"]
