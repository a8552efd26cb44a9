"""What can go wrong, as a tree; the doors turn it into exit codes.

DigestError                     exit 1: anything without a better name
├── ConfigurationError          exit 2: what the operator wrote; nothing was done
├── NotEnough                   exit 3: too few stories or healthy sources for an edition
├── Unavailable                 exit 4: the mailer serves nobody for now; try again later
├── Refused                     this person, for good; recorded on the delivery, never raised to a door
├── SourceIll                   one source, this time; recorded on the source, never stops a day
│   └── SourceGone              the source says it is gone for good (410)
├── Blocked                     an address the guarded client must not visit
├── IllegalChange               a change of state that the nouns do not allow
│   ├── Conflict                another hand changed it meanwhile: nothing was overwritten
│   ├── Doubtful                what the checks found keeps it from being approved
│   └── NotAllowed              a role does not reach that far
├── Stranger                    nobody who may come in: the wrong password, link or token
├── TooOften                    too many tries to come in; later it may be tried again
├── Busy                        another process is at the same work
└── StoreError                  the database cannot be read or written
"""


class DigestError(Exception):
    """The root of everything this program raises on purpose. Its text is one line for an operator."""


class ConfigurationError(DigestError):
    """A setting, template or file the operator can mend; the text names the place and the cure."""


class NotEnough(DigestError):  # noqa: N818  (named for the state an operator reads)
    """Too few stories or healthy sources: no edition is better than a poor one."""


class Unavailable(DigestError):  # noqa: N818
    """The mailer serves nobody for now. `sent_maybe` tells whether what it left unsaid may have gone out.

    `retry_after` is in seconds, where the provider named its hour.
    """

    def __init__(self, text: str, *, sent_maybe: bool = False, retry_after: float | None = None) -> None:
        super().__init__(text)
        self.sent_maybe = sent_maybe
        self.retry_after = retry_after


class Refused(DigestError):  # noqa: N818
    """The mailer will never take a message for this person."""


class SourceIll(DigestError):  # noqa: N818
    """A source could not be read this time. `retry_after` is in seconds, when the server named it.

    `late` tells that it had not answered when its time was over.
    """

    def __init__(self, text: str, *, retry_after: float | None = None, late: bool = False) -> None:
        super().__init__(text)
        self.retry_after = retry_after
        self.late = late


class SourceGone(SourceIll):
    """The source said 410: after three in a row it is retired and not asked again."""


class Blocked(DigestError):  # noqa: N818
    """An address, scheme or port the guarded client must not visit."""


class IllegalChange(DigestError):  # noqa: N818
    """A change of state that the table of allowed changes does not hold."""


class Stranger(DigestError):  # noqa: N818
    """Nobody who may come in. The text tells a stranger nothing they did not know."""


class TooOften(DigestError):  # noqa: N818
    """Too many tries to come in. `retry_after` is in seconds."""

    def __init__(self, text: str, *, retry_after: float) -> None:
        super().__init__(text)
        self.retry_after = retry_after


class Busy(DigestError):  # noqa: N818
    """Another process holds the lock of this work."""


class StoreError(DigestError):
    """The database cannot be read or written; the text names which and why."""


class Conflict(IllegalChange):
    """Another hand was first. `by` is whose, `done` what they did; what was to be changed was not.

    `own` where it was the same hand all along, on a later page than the one it came from now.
    """

    def __init__(self, text: str, *, by: str = "", done: str = "", own: bool = False) -> None:
        super().__init__(text)
        self.by = by
        self.done = done
        self.own = own


class Doubtful(IllegalChange):
    """Findings that block stand against an approval; the text counts them and names the first."""


class Unlike(IllegalChange):
    """Two stories look like different events; whoever is sure makes one of them all the same."""


class Anothers(IllegalChange):
    """What would be taken back is another hand's deed; whoever is sure takes it back all the same."""


class NotAllowed(IllegalChange):
    """Only another role may do this."""
