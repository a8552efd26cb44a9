"""Hands each message to Amazon SES as it is, byte for byte, signed by botocore.

Answers to docs.aws.amazon.com/ses/latest as of August 2026: APIReference-V2 (SendEmail, GetAccount,
GetEmailIdentity), dg/manage-sending-quotas-errors and dg/header-fields; and to the model in botocore 1.44. It
has no idempotency key, and puts a Message-ID and a Date of its own into the mail.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from digest.errors import ConfigurationError, Unavailable
from digest.mailers.http import Answer, Api, Line
from digest.mailers.options import proper
from digest.mailers.pool import Pool
from digest.mailers.verdicts import (
    ACCOUNT,
    REFUSED,
    SENDER,
    SENT,
    SLOWER,
    UNCERTAIN,
    WAITING,
    Nobody,
    Said,
    Verdict,
    everyone,
    usual,
)
from digest.mailers.wire.verdicts import words
from digest.models import Message, Outcome

try:
    from botocore.auth import SigV4Auth
    from botocore.awsrequest import AWSRequest
    from botocore.credentials import Credentials
    from botocore.exceptions import BotoCoreError
    from botocore.session import Session
except ImportError as error:
    raise ImportError("it needs botocore: pip install 'morning-digest[ses]'") from error

MOST_BYTES = 40 * 2**20
_SEND = "/v2/email/outbound-emails"
_ACCESS = Nobody("look at mailer.access_key, mailer.secret_key and mailer.region")
_SET = Nobody("look at mailer.configuration_set")

# The error's name, from its header or its body.
_WORDS: Mapping[str, Verdict] = {
    "TooManyRequestsException": SLOWER,
    "ThrottlingException": SLOWER,
    "Throttling": SLOWER,
    "LimitExceededException": ACCOUNT,
    "AccountSuspendedException": ACCOUNT,
    "SendingPausedException": ACCOUNT,
    "MailFromDomainNotVerifiedException": SENDER,
    "MessageRejected": SENDER,  # an identity that is not verified, or a letter that SES takes from nobody
    "NotFoundException": _SET,
    "AccessDeniedException": _ACCESS,
    "IncompleteSignature": _ACCESS,
    "InvalidClientTokenId": _ACCESS,
    "UnrecognizedClientException": _ACCESS,
    "InvalidSignatureException": _ACCESS,
    "SignatureDoesNotMatch": _ACCESS,
    "MissingAuthenticationToken": _ACCESS,
    "MissingAuthenticationTokenException": _ACCESS,
    "ExpiredTokenException": _ACCESS,
}
_QUOTA = re.compile(
    r"daily|24.hour", re.IGNORECASE
)  # spent for today, where others are too fast for a second
# What BadRequestException says of an address, and of nothing else.
_THEIRS = re.compile(
    r"local address|domain (contains|starts|ends)|illegal address|missing final", re.IGNORECASE
)
_REGION = re.compile(r"[a-z]{2}(-[a-z]+)+-\d")


@dataclass
class Ses:
    """Without `access_key` the credentials are those botocore finds: a role, a profile, the environment.

    `domain`, where given, is looked at by `check`. Bounces go to the envelope's sender, which must be of a
    verified domain. `timeout` is in seconds, for one answer.
    """

    region: str
    access_key: str = field(default="", repr=False)
    secret_key: str = field(default="", repr=False)
    session_token: str = field(default="", repr=False)
    configuration_set: str = ""
    domain: str = ""
    base_url: str = ""
    connections: int = 8
    timeout: float = 60.0
    rewrites: ClassVar[bool] = True  # Message-ID and Date, which our signature covers
    name: str = field(default="ses", init=False)
    at_once: int = field(default=1, init=False)
    _credentials: Any = field(default=None, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        proper(self)
        if not _REGION.fullmatch(self.region):
            raise ConfigurationError(f"mailer.region: {self.region!r} is no region; write it like eu-west-1")
        if bool(self.access_key) != bool(self.secret_key):
            missing = "secret_key" if self.access_key else "access_key"
            raise ConfigurationError(f"mailer.{missing}: is missing")
        self.at_once = self.connections

    def __enter__(self) -> Ses:
        return self

    def __exit__(self, *failure: object) -> None:
        """Nothing is held between two sendings."""

    def send(self, feed: Iterable[Message | None]) -> Iterator[Outcome]:
        """Send one by one, several at once. Raises Unavailable when SES serves nobody."""
        self._log_in()
        return Pool(self.name, self._deliver, self._api().line, self.connections).send(feed)

    def check(self) -> None:
        """Prove that the account may send, and the domain, where named, is verified."""
        self._log_in()
        account = self._look("/v2/email/account").table
        if account.get("SendingEnabled") is not True or account.get("EnforcementStatus") == "SHUTDOWN":
            raise Unavailable(f"ses: sending is paused for this account in {self.region} ({ACCOUNT.cure})")
        if account.get("ProductionAccessEnabled") is False:
            raise ConfigurationError(
                f"mailer.region: the account is in the SES sandbox in {self.region} and reaches verified "
                "addresses alone; ask Amazon for production access"
            )
        if self.domain:
            identity = self._look(f"/v2/email/identities/{self.domain}").table
            if identity.get("VerifiedForSendingStatus") is not True:
                raise ConfigurationError(f"mailer.domain: {self.domain} is not verified for sending with SES")

    def _log_in(self) -> None:
        """Find the credentials. Raises ConfigurationError where there are none."""
        if self._credentials is None:
            own = Credentials(self.access_key, self.secret_key, self.session_token or None)
            try:
                self._credentials = own if self.access_key else Session().get_credentials()
            except BotoCoreError as error:
                raise ConfigurationError(
                    f"mailer.access_key: is missing, and botocore says: {error}"
                ) from error
        if self._credentials is None:
            raise ConfigurationError(
                "mailer.access_key: is missing, and botocore finds no credentials either"
            )

    def _api(self) -> Api:
        secrets = tuple(secret for secret in (self.secret_key, self.session_token) if secret)
        base_url = self.base_url or f"https://email.{self.region}.amazonaws.com"
        return Api(base_url, {"Content-Type": "application/json"}, secrets, self.timeout, MOST_BYTES)

    def _look(self, path: str) -> Answer:
        return self._api().look(path, _ACCESS.cure, self._signed("GET", path))

    def _signed(self, method: str, path: str, body: bytes = b"") -> dict[str, str]:
        """The headers that sign this request, good for minutes."""
        url = self._api().base_url + path
        request = AWSRequest(method, url, {"Content-Type": "application/json"}, body)
        try:  # a role's credentials are renewed on the way
            credentials = self._credentials.get_frozen_credentials()
        except BotoCoreError as error:
            raise Unavailable(f"ses: the credentials could not be renewed: {words(str(error))}") from error
        SigV4Auth(credentials, "ses", self.region).add_auth(request)
        return dict(request.headers.items())

    def _deliver(self, line: Line, group: Sequence[Message]) -> Sequence[Said]:
        [message] = group
        body = json.dumps(self._letter(message)).encode()
        answer = line.ask("POST", _SEND, body, self._signed("POST", _SEND, body))
        receipt = answer.table.get("MessageId")
        if answer.status == 200:
            known = isinstance(receipt, str) and receipt
            return [Said(SENT, answer.said, str(receipt)) if known else Said(UNCERTAIN, answer.said)]
        return everyone(answer, _verdict(answer), 1)

    def _letter(self, message: Message) -> dict[str, Any]:
        letter: dict[str, Any] = {
            "Destination": {"ToAddresses": [message.recipient]},
            "Content": {"Raw": {"Data": base64.b64encode(message.data).decode("ascii")}},
            # Without ListManagementOptions SES adds no link to leave; this keeps pixel and redirects out.
            "ConfigurationOverrides": {
                "Tracking": {"OpenTrackingEnabled": "DISABLED", "ClickTrackingEnabled": "DISABLED"}
            },
        }
        letter |= {"FeedbackForwardingEmailAddress": message.sender} if message.sender else {}
        return letter | ({"ConfigurationSetName": self.configuration_set} if self.configuration_set else {})


def _verdict(answer: Answer) -> Verdict:
    """By the error's name, which stands before a colon or behind a hash, as AWS's protocols have it."""
    named = answer.headers.get("x-amzn-ErrorType") or str(
        answer.table.get("__type") or answer.table.get("code")
    )
    name = named.partition(":")[0].rpartition("#")[2]
    message = str(answer.table.get("message") or answer.table.get("Message"))
    if name == "BadRequestException":
        return REFUSED if _THEIRS.search(message) else WAITING
    verdict = _WORDS.get(name, usual(answer.status))
    return ACCOUNT if verdict is SLOWER and _QUOTA.search(message) else verdict
