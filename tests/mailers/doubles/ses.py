"""Amazon SES v2, as its API reference documents it; signatures are checked by botocore."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field
from typing import Any, ClassVar

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from tests.mailers.doubles.service import REFUSED_DOMAIN, Ask, Service, odd, reply
from tests.sources.web import Reply

REGION = "eu-west-1"
ACCESS_KEY = "AKIAEXAMPLE"
_OFF = {"Tracking": {"OpenTrackingEnabled": "DISABLED", "ClickTrackingEnabled": "DISABLED"}}
_SIGNED = re.compile(
    r"AWS4-HMAC-SHA256 Credential=([^/]+)/\d{8}/([^/]+)/ses/aws4_request, "
    r"SignedHeaders=(\S+), Signature=(\w+)"
)


def error(status: int, name: str, message: str = "no", **headers: str) -> Reply:
    return reply(
        {"message": message}, status, x_amzn_ErrorType=f"{name}:http://internal.amazon.com/", **headers
    )


@dataclass
class SesDouble(Service):
    account: dict[str, Any] = field(
        default_factory=lambda: {
            "SendingEnabled": True,
            "EnforcementStatus": "HEALTHY",
            "ProductionAccessEnabled": True,
        }
    )
    verified: bool = True
    most_bytes: ClassVar[int] = 40 * 2**20

    def locked(self, ask: Ask) -> Reply | None:
        signed = _SIGNED.fullmatch(ask.headers.get("Authorization", ""))
        if not signed:
            return error(403, "MissingAuthenticationTokenException", "Missing Authentication Token")
        if signed[1] != ACCESS_KEY:
            return error(403, "UnrecognizedClientException", "The security token is invalid.")
        if signed[2] != REGION or signed[4] != self._signature(ask, signed[3].split(";")):
            return error(403, "SignatureDoesNotMatch", f"The signature does not match {ask.headers}")
        return None

    def _signature(self, ask: Ask, names: list[str]) -> str:
        given = {name.lower(): value for name, value in ask.headers.items()}
        url = f"http://{ask.headers['Host']}{ask.path}"
        request = AWSRequest(ask.method, url, {name: given[name] for name in names}, ask.body)
        request.context["timestamp"] = given["x-amz-date"]
        auth = SigV4Auth(Credentials(ACCESS_KEY, self.key), "ses", REGION)
        text = auth.string_to_sign(request, auth.canonical_request(request))
        return str(auth.signature(text, request))

    def look(self, ask: Ask) -> Reply:
        if ask.path == "/v2/email/account":
            return reply(self.account)
        if ask.path == "/v2/email/identities/quarry.example":
            return reply({"IdentityType": "DOMAIN", "VerifiedForSendingStatus": self.verified})
        return error(404, "NotFoundException", "Email identity does not exist.")

    def too_fast(self) -> Reply:
        return error(429, "TooManyRequestsException", "Maximum sending rate exceeded.")

    def take(self, ask: Ask) -> Reply:
        if ask.path != "/v2/email/outbound-emails":
            return error(404, "UnknownOperationException")
        letter = ask.json
        allowed = {"FeedbackForwardingEmailAddress", "ConfigurationSetName"}
        if name := odd(letter, {"Destination", "Content", "ConfigurationOverrides"}, allowed):
            return error(400, "BadRequestException", f"{name} is missing or unknown")
        to = letter["Destination"]["ToAddresses"]
        if len(to) != 1 or not re.fullmatch(r"[!-~]+@[a-z0-9.-]+", to[0]) or to[0].endswith(REFUSED_DOMAIN):
            return error(400, "BadRequestException", "Local address contains control or whitespace")
        if letter.get("ConfigurationSetName", "daybreak") != "daybreak":
            return error(404, "NotFoundException", "Configuration set does not exist.")
        data = base64.b64decode(letter["Content"]["Raw"]["Data"], validate=True)
        if max(map(len, data.split(b"\n"))) > 1000:
            return error(400, "BadRequestException", "a line is too long")
        self.kept.append((to[0], {**letter, "data": data}))
        return reply({"MessageId": f"ses-{len(self.kept)}"})


def tracks(letter: Any) -> bool:
    return bool(letter["ConfigurationOverrides"] != _OFF)
