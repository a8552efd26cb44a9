"""Which internet addresses the guarded client may connect to."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

IPAddress = IPv4Address | IPv6Address
IPNetwork = IPv4Network | IPv6Network

WEB_PORTS = frozenset({80, 443, 8080, 8443})

# What `is_global` calls public (in some version of Python) and nobody's feed lives at.
_SPECIAL_V4 = tuple(
    IPv4Network(text)
    for text in (
        "0.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT, and the metadata service of one cloud
        "168.63.129.16/32",  # the wire server of another, in a public range
        "192.0.0.0/24",  # IETF assignments, and the metadata service of a third
        "192.88.99.0/24",  # 6to4 relays
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)

# Everything outside is special: mapped and compatible IPv4, local, link-local, multicast, discard, 5f00::/16.
_UNICAST_V6 = IPv6Network("2000::/3")
_SPECIAL_V6 = tuple(
    IPv6Network(text)
    for text in (
        "2001::/23",  # IETF assignments, with Teredo, which carries an IPv4 address
        "2001:db8::/32",
        "2002::/16",  # 6to4 carries an IPv4 address
        "3fff::/20",
    )
)
# Networks without IPv4 reach the rest of the web through this prefix: judged by the address it carries.
_NAT64 = IPv6Network("64:ff9b::/96")
_ISATAP = frozenset({0x00005EFE, 0x02005EFE})


def refusal(address: str, port: int, allowed: Sequence[IPNetwork] = ()) -> str:
    """Why this address may not be connected to, in words; empty when it may.

    Addresses inside `allowed` are open on any port, all others only when public and on a web port.
    """
    ip = ip_address(address)
    if any(ip in network for network in allowed):
        return ""
    if not _public(ip):
        return "not a public address"
    if port not in WEB_PORTS:
        return f"port {port} is not a web port"
    return ""


def opened(host: str, allowed: Sequence[IPNetwork]) -> bool:
    """Whether the host is written as an address inside the allowed networks."""
    try:
        ip = ip_address(host.strip("[]"))
    except ValueError:
        return False
    return any(ip in network for network in allowed)


def networks(texts: Sequence[str]) -> tuple[IPNetwork, ...]:
    """Networks from their CIDR notation. Raises ValueError."""
    return tuple(ip_network(text, strict=False) for text in texts)


def _public(ip: IPAddress) -> bool:
    if isinstance(ip, IPv4Address):
        return ip.is_global and not any(ip in network for network in _SPECIAL_V4)
    if ip in _NAT64:
        return _public(IPv4Address(int(ip) & 0xFFFFFFFF))
    if ip.scope_id or ip not in _UNICAST_V6 or any(ip in network for network in _SPECIAL_V6):
        return False
    return ip.is_global and (int(ip) >> 32) & 0xFFFFFFFF not in _ISATAP
