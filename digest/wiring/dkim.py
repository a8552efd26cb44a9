"""DKIM keys out of the settings: read, proven fit, and the DNS record that makes their signatures count."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import TYPE_CHECKING

from digest.errors import ConfigurationError
from digest.rendering import DkimKey
from digest.rendering.headers import sender
from digest.settings import Dkim, Settings
from digest.wiring.signing import Signers

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    PrivateKey = RSAPrivateKey | Ed25519PrivateKey

_SHORTEST, _LONGEST = 2048, 4096  # bits of RSA (RFC 8301)
_PIECE = 255  # octets of one string in a TXT record


@contextmanager
def dkim_keys(settings: Settings) -> Iterator[tuple[DkimKey, ...]]:
    """The keys that sign each copy, none where nothing is configured. Raises ConfigurationError."""
    with ExitStack() as open_while_signing:
        yield tuple(_key(settings, one, open_while_signing) for one in settings.dkim)


def dkim_records(settings: Settings) -> list[str]:
    """The DNS records to publish, one for each key, as a zone file has them."""
    return [_record(_domain(settings, one), one.selector, _private(settings, one)) for one in settings.dkim]


def _key(settings: Settings, one: Dkim, open_while_signing: ExitStack) -> DkimKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    domain, private = _domain(settings, one), _private(settings, one)
    if isinstance(private, Ed25519PrivateKey):
        return DkimKey(domain, one.selector, "ed25519-sha256", lambda digest: partial(private.sign, digest))
    signers = Signers(_rsa(private), _der(private), private.key_size // 8)
    open_while_signing.callback(signers.close)
    return DkimKey(domain, one.selector, "rsa-sha256", signers.begin)


def _rsa(private: RSAPrivateKey) -> Callable[[bytes], bytes]:
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
    from cryptography.hazmat.primitives.hashes import SHA256

    padding, prehashed = PKCS1v15(), Prehashed(SHA256())
    return lambda digest: private.sign(digest, padding, prehashed)


def _der(private: RSAPrivateKey) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    return private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


def _domain(settings: Settings, one: Dkim) -> str:
    return one.domain or sender(settings.newsletter.sender)[1].rpartition("@")[2]


def _private(settings: Settings, one: Dkim) -> PrivateKey:
    """The key itself, proven to be one that receivers take. What is wrong is said without a word of it."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        private = load_pem_private_key(_pem(settings, one), password=None)
    except TypeError:
        raise _unfit(
            settings, one, "is locked by a passphrase: keep it without, for its owner alone"
        ) from None
    except (ValueError, UnsupportedAlgorithm):
        raise _unfit(settings, one, "is no private key in PEM, as `openssl genrsa 2048` writes it") from None
    if isinstance(private, Ed25519PrivateKey):
        return private
    if not isinstance(private, RSAPrivateKey):
        raise _unfit(settings, one, "is neither RSA nor Ed25519, and receivers know no other")
    if not _SHORTEST <= private.key_size <= _LONGEST:
        raise _unfit(settings, one, f"has {private.key_size} bits, and receivers want 2048")
    return private


def _pem(settings: Settings, one: Dkim) -> bytes:
    """The key as it was given, or out of the file that was; in a variable, `\\n` may stand for line ends."""
    if one.key.lstrip().startswith("-----BEGIN"):
        return one.key.replace("\\n", "\n").encode()
    try:
        return (settings.path.parent / one.key).expanduser().read_bytes()
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no path"
        raise _unfit(settings, one, f"cannot be read: {why}; write a path, or env:NAME") from None


def _unfit(settings: Settings, one: Dkim, words: str) -> ConfigurationError:
    return ConfigurationError(f"{settings.path}: dkim.key of selector {one.selector}: {words}")


def _record(domain: str, selector: str, private: PrivateKey) -> str:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    public = private.public_key()
    if isinstance(private, Ed25519PrivateKey):
        kind, raw = "ed25519", public.public_bytes(Encoding.Raw, PublicFormat.Raw)
    else:
        kind, raw = "rsa", public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    text = f"v=DKIM1; k={kind}; p={base64.b64encode(raw).decode()}"
    pieces = " ".join(f'"{text[at : at + _PIECE]}"' for at in range(0, len(text), _PIECE))
    return f"{selector}._domainkey.{domain}. IN TXT ( {pieces} )"
