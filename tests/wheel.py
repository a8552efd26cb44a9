"""`make check` builds the wheel, installs it in a fresh environment and runs `digest demo` from there.

A file missing from the package can hide in a checkout; it cannot hide here.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Build, install, run; the first failing step ends with its own words and exit code."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run(sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT), quiet=True)
        wheel = next(folder.glob("morning_digest-*.whl"))
        venv.create(folder / "venv", with_pip=True)
        python, digest = folder / "venv/bin/python", folder / "venv/bin/digest"
        run(str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(wheel))
        run(str(digest), "demo", "--folder", str(folder / "demo"), at=folder)
        run(str(digest), "init", at=folder)
        run(str(digest), "check", at=folder)
        mails = list((folder / "demo/mails").glob("*.eml"))
        if not mails:
            sys.exit("the demo of the installed wheel sent no mail")
        print(f"The wheel works on its own: {wheel.name}, {len(mails)} mails.")


def run(*command: str, at: Path | None = None, quiet: bool = False) -> None:
    """Run one step outside the checkout's environment; leave with its exit code when it fails."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    result = subprocess.run(command, cwd=at, env=environment, capture_output=quiet, text=True, check=False)
    if result.returncode:
        print(result.stdout or "", result.stderr or "", file=sys.stderr)
        sys.exit(f"failed: {' '.join(command)}")


if __name__ == "__main__":
    main()
