"""DKIM keys as an operator gives them: what fits signs, what does not is named without a word of the key."""

from __future__ import annotations

import re
from base64 import b64encode
from pathlib import Path

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from digest import rendering
from digest.errors import ConfigurationError
from digest.models import Format
from digest.settings import Settings, load, shipped_config
from digest.wiring import proofs
from digest.wiring.dkim import dkim_keys, dkim_records
from tests.rendering import editions
from tests.rendering.editions import ADDRESS, LINKS, NEWSLETTER, SENT, TOKEN

RSA = rsa.generate_private_key(65537, 2048)
ED = ed25519.Ed25519PrivateKey.generate()


def pem(key, lock=None) -> str:
    locked = lock or NoEncryption()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, locked).decode()


def configured(folder: Path, text: str, environment=None) -> Settings:
    path = folder / "config.toml"
    path.write_text(shipped_config().read_text("utf-8") + text, "utf-8")
    return load(path, environment or {})


def a_copy(keys) -> bytes:
    letter = rendering.letter(NEWSLETTER, editions.edition(), Format.LITE)
    stencil = rendering.Stencil.of(letter, NEWSLETTER, editions.edition(), SENT, keys)
    return stencil.message(1, ADDRESS, LINKS, TOKEN).data


def published(record: str) -> tuple[bytes, bytes]:
    """Name and text of a record as a zone file has it."""
    name, text = re.fullmatch(r"(\S+) IN TXT \( (.*) \)", record).groups()
    strings = re.findall(r'"([^"]*)"', text)
    assert max(map(len, strings)) <= 255
    return name.encode(), "".join(strings).encode()


def test_without_a_word_nothing_is_signed(tmp_path: Path) -> None:
    settings = configured(tmp_path, "")
    with dkim_keys(settings) as keys:
        assert keys == ()
    assert proofs.prove_dkim(settings) == "messages are not signed here"


def test_a_key_in_a_file_and_one_in_a_variable_sign_and_their_records_prove_it(tmp_path: Path) -> None:
    """What `digest check` tells to publish is what makes the signatures true."""
    (tmp_path / "dkim.pem").write_text(pem(RSA))
    text = (
        '[[dkim]]\nselector = "r1"\nkey = "dkim.pem"\n'
        '[[dkim]]\nselector = "e1"\nkey = "env:ED"\ndomain = "example.org"\n'
    )
    settings = configured(tmp_path, text, {"ED": pem(ED).replace("\n", "\\n")})
    with dkim_keys(settings) as keys:
        data = a_copy(keys)
    assert [(key.domain, key.selector, key.algorithm) for key in keys] == [
        ("news.example.org", "r1", "rsa-sha256"),
        ("example.org", "e1", "ed25519-sha256"),
    ]
    zone = dict(published(record) for record in dkim_records(settings))
    for number in (0, 1):
        assert dkim.DKIM(data).verify(number, dnsfunc=lambda name, timeout=5: zone[name])
    assert all(record in proofs.prove_dkim(settings) for record in dkim_records(settings))


def test_one_table_is_a_list_of_one(tmp_path: Path) -> None:
    (tmp_path / "dkim.pem").write_text(pem(ED))
    with dkim_keys(configured(tmp_path, '[dkim]\nselector = "e1"\nkey = "dkim.pem"\n')) as keys:
        assert [key.selector for key in keys] == ["e1"]


SHORT = rsa.generate_private_key(65537, 1024)  # noqa: S505  (that it is too short is the point)
UNFIT = {
    "is no private key in PEM": "not a key",
    "has 1024 bits, and receivers want 2048": pem(SHORT),
    "is neither RSA nor Ed25519": pem(ec.generate_private_key(ec.SECP256R1())),
    "is locked by a passphrase": pem(RSA, BestAvailableEncryption(b"secret")),
}


@pytest.mark.parametrize(("words", "content"), UNFIT.items(), ids=UNFIT)
def test_a_key_that_does_not_fit_is_named_and_not_shown(tmp_path: Path, words: str, content: str) -> None:
    (tmp_path / "dkim.pem").write_text(content)
    settings = configured(tmp_path, '[dkim]\nselector = "r1"\nkey = "dkim.pem"\n')
    with pytest.raises(
        ConfigurationError, match=rf"config\.toml: dkim\.key of selector r1: {words}"
    ) as caught:
        dkim_records(settings)
    with pytest.raises(ConfigurationError, match=words), dkim_keys(settings):
        pass
    assert "PRIVATE" not in str(caught.value)


@pytest.mark.parametrize("header", ["[dkim]", "[[dkim]]"])
@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('selektor = "r1"', "selektor: unknown key; did you mean `selector`?"),
        ('selector = "r 1"', "selector: 'r 1' is not a name like `digest2026`"),
        (
            'selector = "r1"\ndomain = "example.net"',
            "domain: 'example.net' is not the sender's domain or one",
        ),
        ('selector = "r1"\ndomain = "ample.org"', "domain: 'ample.org' is not the sender's domain or one"),
    ],
)
def test_a_setting_that_does_not_fit_is_named(tmp_path: Path, header: str, line: str, words: str) -> None:
    with pytest.raises(ConfigurationError, match=r"config\.toml:\d+: dkim") as caught:
        configured(tmp_path, f'{header}\nkey = "dkim.pem"\n{line}\n')
    assert words in str(caught.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    settings = configured(tmp_path, '[dkim]\nselector = "r1"\nkey = "nowhere.pem"\n')
    with pytest.raises(ConfigurationError, match=r"r1: cannot be read: No such file"):
        dkim_records(settings)


def test_a_key_never_stands_in_a_repr(tmp_path: Path) -> None:
    text = '[dkim]\nselector = "e1"\nkey = "env:ED"\n'
    settings = configured(tmp_path, text, {"ED": pem(ED)})
    secret = b64encode(ED.private_bytes_raw()).decode()[:16]
    with dkim_keys(settings) as keys:
        assert "PRIVATE" not in repr(settings) + repr(keys)
    assert secret not in repr(settings)
