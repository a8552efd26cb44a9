"""A process with real SMTP servers: each keeps what it accepts, and fails where it is told to.

Each line on standard input opens one more server, by a JSON list of arguments such as
["--log", "accepted.jsonl", "--fault", "rcpt=550 5.1.1 no such person@2"]; its port is the answer.

A fault is PHASE=ACTION[@WHEN,WHEN...], and of several the first that is due is acted out. Phases: connect,
ehlo, starttls, auth, mail, rcpt, data, body, dot, rset. Actions: a reply ("451 4.3.0 later"; 421 also ends
the connection), `drop` (a reset), `close` (an end in order), `slow:SECONDS`; for `body`, which is met when
the first bytes of a message have come, `early:REPLY` (and the connection ends); for `dot` also `lost` (the
message is kept, the answer never leaves) and `bye` (kept and answered, then the connection ends).

WHEN counts from 1 how often the phase was met: `3` on this server, `2:3` on its second connection, `*:3` on
any connection; `to:ada` and `to:ada:1` are about the recipients ada@... (phases rcpt to dot). Else: always.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import json
import ssl
import sys
from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

PHASES = {
    "EHLO": "ehlo",
    "HELO": "ehlo",
    "STARTTLS": "starttls",
    "AUTH": "auth",
    "MAIL": "mail",
    "RCPT": "rcpt",
    "RSET": "rset",
}


@dataclass
class Faults:
    """What goes wrong, where and when."""

    plan: list[tuple[str, str, frozenset[str]]] = field(default_factory=list)
    met: Counter[str] = field(default_factory=Counter)

    @classmethod
    def read(cls, texts: list[str]) -> Faults:
        plan = []
        for text in texts:
            phase, _, rest = text.partition("=")
            action, _, when = rest.partition("@")
            plan.append((phase, action, frozenset(when.split(",")) - {""}))
        return cls(plan)

    def watches(self, phase: str) -> bool:
        return any(phase == planned for planned, _, _ in self.plan)

    def due(self, phase: str, connection: int, recipient: str = "") -> str:
        """The action for this moment, or nothing."""
        now = {f"to:{recipient}"} if recipient else set()
        for whose in ("", f"{connection}:", f"to:{recipient}:"):
            self.met[phase + whose] += 1
            now.add(f"{whose}{self.met[phase + whose]}")
        now.add(f"*:{self.met[f'{phase}{connection}:']}")
        for planned, action, when in self.plan:
            if planned == phase and (not when or when & now):
                return action
        return ""


class FaultySmtp(SMTP):
    """aiosmtpd, with a look at the faults before each step."""

    def __init__(self, handler: Any, faults: Faults, number: int, args: argparse.Namespace, **more: Any):
        super().__init__(handler, **more)
        self.faults = faults
        self.number = number
        self.args = args
        self.closing = False  # with the next reply, whatever was sent ahead
        for verb, phase in PHASES.items():
            self._smtp_methods[verb] = self._watched(phase, self._smtp_methods[verb])

    def _watched(self, phase: str, method: Any) -> Any:
        async def watched(arg: str | None) -> None:
            if not await self.failed(phase, local_part(arg) if phase == "rcpt" else ""):
                await method(arg)

        return watched

    def due(self, phase: str, recipient: str = "") -> str:
        if not recipient and self.envelope and self.envelope.rcpt_tos:
            recipient = local_part(self.envelope.rcpt_tos[0])
        return self.faults.due(phase, self.number, recipient)

    async def push(self, status: Any) -> None:
        """The reply in the manner that was asked for: on two lines, or byte by byte."""
        said = status if isinstance(status, bytes) else status.encode()
        if self.args.two_lines and said[:3].isdigit() and said[3:4] == b" ":
            said = said[:3] + b"-listen:\r\n" + said
        if self.args.byte_by_byte:
            for byte in said + b"\r\n":
                self._writer.write(bytes([byte]))
                await self._writer.drain()
                await asyncio.sleep(0)
        else:
            await super().push(said)
        if self.closing:
            self.transport.close()

    async def _handle_client(self) -> None:
        if not await self.failed("connect"):
            await super()._handle_client()

    async def smtp_DATA(self, arg: str | None) -> None:  # noqa: N802  (aiosmtpd names it)
        if await self.failed("data"):
            return
        if self.args.eager_data and self.envelope and not self.envelope.rcpt_tos:
            await self.push("354 go ahead, to nobody")
            while await self._reader.readuntil(b"\r\n") != b".\r\n":
                pass
            await self.push("554 5.5.1 no valid recipients")
            return
        if self.faults.watches("body") and (action := self.due("body")):
            await self.push("354 go ahead")
            await self._reader.read(100)
            if action.startswith("early:"):
                await self.push(action.removeprefix("early:"))
                await asyncio.sleep(0.05)
            self.transport.abort() if action == "drop" else self.transport.close()
            await asyncio.Event().wait()  # until the end of the connection: what follows are no commands
        await super().smtp_DATA(arg)

    async def failed(self, phase: str, recipient: str = "") -> bool:
        """Act out the fault that is due; True when the step ends here."""
        action = self.due(phase, recipient)
        if action.startswith("slow:"):
            await asyncio.sleep(float(action[5:]))
            return False
        if action == "drop":
            self.transport.abort()
        elif action == "close":
            self.transport.close()
        elif action:
            await self.push(action)
            if action.startswith("421") or phase == "connect":
                self.transport.close()
        return bool(action)


def local_part(address: str | None) -> str:
    """`ada` of `TO:<ada@example.org>` or `ada@example.org`."""
    return (address or "").rpartition("<")[2].partition("@")[0]


@dataclass
class Keeper:
    """Writes every accepted message as one line of JSON, before the client hears of it."""

    log: Path
    pipelining: bool
    accepted: int = 0

    async def handle_EHLO(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        return [responses[0], *["250-PIPELINING"] * self.pipelining, *responses[1:]]

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        action = server.due("dot")
        if action.startswith("slow:"):
            await asyncio.sleep(float(action[5:]))
        elif action and action not in ("lost", "bye"):
            if action == "drop":
                server.transport.abort()
            elif action == "close":
                server.transport.close()
            server.closing = action.startswith("421")
            return action
        self.accepted += 1
        with self.log.open("a") as log:
            log.write(json.dumps(self._kept(server, session, envelope)) + "\n")
        if action == "lost":
            server.transport.abort()
        server.closing = action == "bye"
        return f"250 2.0.0 Ok: queued as Q{self.accepted}"

    def _kept(self, server: Any, session: Any, envelope: Any) -> dict[str, Any]:
        return {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "options": envelope.mail_options,
            "data": base64.b64encode(envelope.original_content).decode(),
            "tls": session.ssl is not None,
            "connection": server.number,
            "login": session.auth_data.decode() if session.auth_data else "",
        }


def authenticator(login: str) -> Any:
    """Accepts one `user:password`."""

    def check(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        given = f"{data.login.decode()}:{data.password.decode()}" if isinstance(data, LoginPassword) else ""
        return AuthResult(success=given == login, handled=False, auth_data=data.login)

    return check


async def open_server(args: argparse.Namespace) -> int:
    """Open one more server and return its port."""
    faults, numbers = Faults.read(args.fault), count(1)
    keeper = Keeper(args.log, args.pipelining)
    loop = asyncio.get_running_loop()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if args.cert:
        context.load_cert_chain(args.cert)
    options: dict[str, Any] = {"hostname": "mail.example.org", "loop": loop}
    options |= {"enable_SMTPUTF8": args.smtputf8, "timeout": args.idle}
    if args.tls == "starttls":
        options |= {"tls_context": context, "require_starttls": True}
    if args.login:
        options |= {"authenticator": authenticator(args.login), "auth_required": True}
        options |= {"auth_require_tls": args.tls == "starttls"}
    server = await loop.create_server(
        lambda: FaultySmtp(keeper, faults, next(numbers), args, **options),
        "127.0.0.1",
        0,
        ssl=context if args.tls == "tls" else None,
    )
    return int(server.sockets[0].getsockname()[1])


def arguments() -> argparse.ArgumentParser:
    """What a line may say."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--log", type=Path, required=True)
    parser.add_argument("--fault", action="append", default=[])
    parser.add_argument("--tls", choices=("plain", "starttls", "tls"), default="plain")
    parser.add_argument("--cert", help="PEM file with key and certificate")
    parser.add_argument("--login", default="", help="user:password to require")
    parser.add_argument("--smtputf8", action="store_true")
    parser.add_argument("--pipelining", action="store_true", help="offer it")
    parser.add_argument("--two-lines", action="store_true", help="every reply has two lines")
    parser.add_argument("--byte-by-byte", action="store_true", help="every byte of a reply comes on its own")
    parser.add_argument("--eager-data", action="store_true", help="say 354 although no recipient was taken")
    parser.add_argument("--idle", type=float, default=30.0, help="seconds before an idle client is cut off")
    return parser


async def serve() -> None:
    """Open servers until standard input ends."""
    parser = arguments()
    while line := await asyncio.to_thread(sys.stdin.readline):
        print(await open_server(parser.parse_args(json.loads(line))), flush=True)


if __name__ == "__main__":
    asyncio.run(serve())
