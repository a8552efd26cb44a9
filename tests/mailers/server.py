"""A process with real SMTP servers: each keeps what it accepts, and fails where it is told to.

Each line on standard input opens one more server, by a JSON list of arguments such as
["--log", "accepted.jsonl", "--fault", "rcpt=550 5.1.1 no such person@2"]; its port is the answer.

A fault is PHASE=ACTION[@N,N...]. Phases: connect, ehlo, auth, mail, rcpt, data, body, dot, rset. Actions:
a reply ("451 4.3.0 later"; 421 also ends the connection), `drop`, `slow:SECONDS`, and for `dot` also `lost`
(the message is kept, the answer never leaves). N counts the times the phase was met, from 1; without N,
always.
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
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

PHASES = {"EHLO": "ehlo", "HELO": "ehlo", "AUTH": "auth", "MAIL": "mail", "RCPT": "rcpt", "RSET": "rset"}


@dataclass
class Faults:
    """What goes wrong, where and at which time of asking."""

    actions: dict[str, tuple[str, frozenset[int]]] = field(default_factory=dict)
    met: Counter[str] = field(default_factory=Counter)

    @classmethod
    def read(cls, texts: list[str]) -> Faults:
        actions = {}
        for text in texts:
            phase, _, rest = text.partition("=")
            action, _, times = rest.partition("@")
            actions[phase] = (action, frozenset(int(n) for n in times.split(",") if n))
        return cls(actions)

    def due(self, phase: str) -> str:
        self.met[phase] += 1
        action, times = self.actions.get(phase, ("", frozenset()))
        return action if not times or self.met[phase] in times else ""


class FaultySmtp(SMTP):
    """aiosmtpd, with a look at the faults before each step."""

    def __init__(self, handler: Any, faults: Faults, **options: Any) -> None:
        super().__init__(handler, **options)
        self.faults = faults
        for verb, phase in PHASES.items():
            self._smtp_methods[verb] = self._watched(phase, self._smtp_methods[verb])

    def _watched(self, phase: str, method: Any) -> Any:
        async def watched(arg: str | None) -> None:
            if not await self.failed(phase):
                await method(arg)

        return watched

    async def _handle_client(self) -> None:
        if not await self.failed("connect"):
            await super()._handle_client()

    async def smtp_DATA(self, arg: str | None) -> None:  # noqa: N802  (aiosmtpd names it)
        if await self.failed("data"):
            return
        if "body" in self.faults.actions and self.faults.due("body"):
            await self.push("354 go ahead")
            await self._reader.read(100)
            self.transport.abort()
            return
        await super().smtp_DATA(arg)

    async def failed(self, phase: str) -> bool:
        """Act out the fault that is due; True when the step ends here."""
        action = self.faults.due(phase)
        if action.startswith("slow:"):
            await asyncio.sleep(float(action[5:]))
            return False
        if action == "drop":
            self.transport.abort()
        elif action:
            await self.push(action)
            if action.startswith("421") or phase == "connect":
                self.transport.close()
        return bool(action)


@dataclass
class Keeper:
    """Writes every accepted message as one line of JSON, before the client hears of it."""

    log: Path
    faults: Faults
    accepted: int = 0

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        action = self.faults.due("dot")
        if action.startswith("slow:"):
            await asyncio.sleep(float(action[5:]))
        elif action and action != "lost":
            if action == "drop":
                server.transport.abort()
            elif action.startswith("421"):
                asyncio.get_running_loop().call_later(0.05, server.transport.close)
            return action
        self.accepted += 1
        with self.log.open("a") as log:
            log.write(json.dumps(self._kept(session, envelope)) + "\n")
        if action == "lost":
            server.transport.abort()
        return f"250 2.0.0 Ok: queued as Q{self.accepted}"

    def _kept(self, session: Any, envelope: Any) -> dict[str, Any]:
        return {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "options": envelope.mail_options,
            "data": base64.b64encode(envelope.original_content).decode(),
            "tls": session.ssl is not None,
            "connection": f"{session.peer}",
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
    faults = Faults.read(args.fault)
    keeper = Keeper(args.log, faults)
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
        lambda: FaultySmtp(keeper, faults, **options),
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
    parser.add_argument("--idle", type=float, default=30.0, help="seconds before an idle client is cut off")
    return parser


async def serve() -> None:
    """Open servers until standard input ends."""
    parser = arguments()
    while line := await asyncio.to_thread(sys.stdin.readline):
        print(await open_server(parser.parse_args(json.loads(line))), flush=True)


if __name__ == "__main__":
    asyncio.run(serve())
