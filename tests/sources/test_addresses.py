"""Which addresses the guarded client may connect to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.sources.addresses import networks, opened, refusal

PUBLIC = ["93.184.215.14", "8.8.8.8", "2606:4700:4700::1111", "64:ff9b::5db8:d70e"]
SPECIAL = [
    "127.0.0.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "100.100.100.200", "168.63.129.16", "192.0.0.192", "192.0.2.1", "192.88.99.1", "198.18.0.1",
    "198.51.100.7", "203.0.113.9", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "::7f00:1",
    "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::a00:5", "100::1", "2001::1", "2001:0:c000:201::80ff:fffe", "2001:db8::1",
    "2002:a00:5::1", "2002:808:808::1", "2600::5efe:7f00:1", "2600::200:5efe:a00:5", "3fff::1",
    "4000::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "2606:4700::1%eth0",
    "fec0::1", "ff02::1",
]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_open_on_web_ports_alone(address: str) -> None:
    assert [port for port in (22, 25, 80, 443, 8080, 8443, 6379) if not refusal(address, port)] == [
        80,
        443,
        8080,
        8443,
    ]


@pytest.mark.parametrize("address", SPECIAL)
def test_special_addresses_are_refused(address: str) -> None:
    assert refusal(address, 80) == "not a public address"


def test_an_allowed_network_is_open_on_any_port_and_opens_nothing_else() -> None:
    allowed = networks(["10.0.0.0/8", "::1/128"])
    assert not refusal("10.1.2.3", 9000, allowed)
    assert not refusal("::1", 22, allowed)
    assert refusal("127.0.0.1", 80, allowed)
    assert refusal("::ffff:10.1.2.3", 80, allowed)


@given(st.integers(0, 2**32 - 1))
def test_an_address_reached_through_nat64_is_judged_as_itself(number: int) -> None:
    from ipaddress import IPv4Address, IPv6Address

    through = IPv6Address(int(IPv6Address("64:ff9b::")) + number)
    assert bool(refusal(str(IPv4Address(number)), 80)) == bool(refusal(str(through), 80))


def test_only_a_host_written_as_an_allowed_address_is_our_own() -> None:
    allowed = networks(["127.0.0.0/8", "::1/128"])
    assert opened("127.0.0.1", allowed)
    assert opened("[::1]", allowed)
    assert not opened("localhost", allowed)
    assert not opened("8.8.8.8", allowed)
