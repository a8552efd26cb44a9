"""Header fields that stay what they were meant to be, whatever a title or a name contains."""

from __future__ import annotations

import email
import email.policy
import re
from email.header import Header
from email.parser import BytesHeaderParser
from email.utils import parseaddr

from digest.errors import ConfigurationError, Refused
from digest.rendering.cleaning import plain

_LINE = 76
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+")
_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_DOMAIN = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*"
_ADDRESS = re.compile(rf"({_LOCAL})@({_DOMAIN})")


def honest(value: str) -> str:
    """The value on one line, without anything that a second decoder could take for an encoded word."""
    return re.sub(r"=+(?=\?)|(?<=\?)=+", "", plain(value))


def words(name: str, value: str) -> str:
    """An unstructured value folded under 76 columns, as encoded words (RFC 2047) where it must be."""
    value = honest(value)
    if value.isascii() and all(len(word) < _LINE - len(name) - 2 for word in value.split()):
        return _folded(name, value)
    return Header(value, "utf-8", maxlinelen=75, header_name=name).encode(linesep="\r\n")


def mailbox(name: str, display: str, address: str, brackets: str = "<>") -> str:
    """`Display Name <address>`, the name quoted or encoded where it must be."""
    display = honest(display)
    target = f"{brackets[0]}{address}{brackets[1]}"
    if not display:
        return target
    if not display.isascii() or len(display) > _LINE - len(name) - 4:
        phrase = Header(display, "utf-8", maxlinelen=75, header_name=name).encode(linesep="\r\n")
    elif _ATOMS.fullmatch(display):
        phrase = display
    else:
        phrase = '"' + re.sub(r'(["\\])', r"\\\1", display) + '"'
    column = len(phrase.rpartition("\r\n")[2]) + (0 if "\r\n" in phrase else len(name) + 2)
    return f"{phrase}{' ' if column + len(target) < _LINE else chr(13) + chr(10) + ' '}{target}"


def sender(configured: str, setting: str = "sender") -> tuple[str, str]:
    """The display name (perhaps empty) and the bare address of `Name <a@b>` or `a@b`."""
    display, address = parseaddr(configured)
    try:
        return display, mailable(address)
    except Refused as fault:
        raise ConfigurationError(f"newsletter.{setting} = {configured!r}: {fault}") from None


def mailable(address: str) -> str:
    """The address as every mail server takes it, its domain in ASCII; raises Refused for any other."""
    address = address.strip()
    if not address.isascii():
        address = _ascii_domain(address)
    local_domain = _ADDRESS.fullmatch(address)
    if not local_domain or len(local_domain[1]) > 64 or len(address) > 254:
        raise Refused("the address is not one that mail can be sent to")
    return address


def verify(data: bytes, planned: list[str]) -> None:
    """Read the message back, as an old and a new parser would, and compare; raises ConfigurationError."""
    old = BytesHeaderParser(policy=email.policy.compat32).parsebytes(data)  # bodies are alike to both
    for message in (old, email.message_from_bytes(data, policy=email.policy.default)):
        if message.keys() != planned or message.defects:
            odd = sorted(set(message.keys()) ^ set(planned)) or [str(d) for d in message.defects] or ["order"]
            raise ConfigurationError(
                f"the message would not carry the headers it was given: {', '.join(odd)}"
            )
        for name, value in message.items():
            if re.search(r"[\0-\x1f\x7f]", re.sub(r"\r?\n[ \t]", " ", str(value))):
                raise ConfigurationError(f"the header {name} would carry control characters")


def _folded(name: str, value: str) -> str:
    lines, room = [""], _LINE - len(name) - 2
    for word in value.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > room:
            lines.append("")
            room = _LINE - 1
        lines[-1] += f" {word}" if lines[-1] else word
    return "\r\n ".join(lines)


def _ascii_domain(address: str) -> str:
    local, _, domain = address.rpartition("@")
    if not local.isascii():
        raise Refused("the address has letters before the @ that few mail servers take (SMTPUTF8)")
    try:
        return f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        raise Refused("the address has a domain that cannot be written in ASCII") from None
