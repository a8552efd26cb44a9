"""No feed can make the client connect to the inside: the cases of the recorded collection, simulated."""

from __future__ import annotations

import json
import socket
import threading
from contextlib import suppress
from dataclasses import dataclass, field

import pytest

from digest.errors import Blocked, DigestError
from digest.sources.connection import Network
from digest.sources.fetch import Fetcher
from tests.shared import shared


@dataclass
class Simulated(Network):
    """A network of the case's own: its answers in turn, and a server behind every address it dials."""

    answers: dict[str, list[list[str]]]
    redirects: dict[str, tuple[int, str]]
    dialled: list[str] = field(default_factory=list)

    def resolve(self, host: str, port: int) -> list[str]:
        turns = self.answers.get(host.lower().rstrip("."))
        if turns:
            return turns.pop(0) if len(turns) > 1 else turns[0]
        # as the system does: addresses in any notation, however odd, are no names
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
        return [str(answer[4][0]) for answer in found]

    def dial(self, address: str, port: int, seconds: float) -> socket.socket:
        self.dialled.append(address)
        ours, theirs = socket.socketpair()
        ours.settimeout(seconds)
        threading.Thread(target=self._serve, args=(theirs,), daemon=True).start()
        return ours

    def _serve(self, line: socket.socket) -> None:
        with line:
            request = line.recv(65536).decode("latin-1")
            host = request.lower().partition("host: ")[2].partition("\r\n")[0].partition(":")[0]
            status, where = self.redirects.get(host, (200, ""))
            line.sendall(f"HTTP/1.1 {status} x\r\nLocation: {where}\r\nContent-Length: 0\r\n\r\n".encode())


def test_every_recorded_case_comes_out_as_it_must() -> None:
    lines = shared("corpora", "ssrf", "cases.jsonl").read_text(encoding="utf-8").split("\n")
    cases = [json.loads(line) for line in lines if line]
    wrong = [case["id"] for case in cases if not _right(case["expect"], _dialled(case))]
    assert len(cases) > 100
    assert wrong == []


def test_an_address_that_changes_between_two_look_ups_is_judged_each_time() -> None:
    network = Simulated({"outlet.example": [["93.184.215.14"], ["127.0.0.1"]]}, {})
    with Fetcher(network=network, deadline=2) as client:
        client.get("http://outlet.example/")
        client.close()
        with pytest.raises(Blocked, match=r"127\.0\.0\.1"):
            client.get("http://outlet.example/")
    assert network.dialled == ["93.184.215.14"]


def _right(expect: str, dialled: list[str]) -> bool:
    if expect == "block-private-only":
        return set(dialled) <= {"93.184.215.14"}
    return bool(dialled) == (expect == "allow")


def _dialled(case: dict) -> list[str]:
    redirects = {host: (status, where) for host, (status, where) in case["redirect"].items()}
    network = Simulated(case["dns"], redirects)
    # what counts is where it connected
    with Fetcher(network=network, deadline=2) as client, suppress(DigestError):
        client.get(case["url"])
    return network.dialled
