"""What can go wrong with people and their addresses. Every text is one line for an operator.

SubscriberError
├── BadAddress          an address no message could or should be sent to
├── BadFile             a CSV file that cannot be read at all
├── KeptOut             someone who left or was erased; only they themselves can come back
└── NobodyThere         no such person or subscription
"""


class SubscriberError(Exception):
    """The root of everything this package raises on purpose."""


class BadAddress(SubscriberError):  # noqa: N818  (named for the state an operator reads)
    """An address that no message could or should be sent to; the text says why."""


class BadFile(SubscriberError):  # noqa: N818
    """A CSV file that cannot be read at all; the text names the file and the cure."""


class KeptOut(SubscriberError):  # noqa: N818
    """Someone who left or was erased: only they themselves can come back."""


class NobodyThere(SubscriberError):  # noqa: N818
    """No such person or subscription."""
