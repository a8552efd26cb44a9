"""The program of a process that signs: a key first, then digest after digest, each answered by its signature.

It is run by its path and imports nothing of ours, so that it stands ready in a moment.
"""

from __future__ import annotations

import signal
import struct
import sys

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_private_key

LENGTH = struct.Struct(">I")
DIGEST = 32


def main() -> None:
    """Sign until the standard input ends. Who asks to stop asks the process that wants the signatures."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    key = load_der_private_key(asked.read(*LENGTH.unpack(asked.read(LENGTH.size))), password=None)
    if not isinstance(key, RSAPrivateKey):
        raise TypeError("only RSA takes so long that it is worth a process")
    padding, prehashed = PKCS1v15(), Prehashed(SHA256())
    while digest := asked.read(DIGEST):
        answers.write(key.sign(digest, padding, prehashed))
        answers.flush()


if __name__ == "__main__":
    main()
