"""Put the XML schema of JUnit's reports, as Jenkins reads them, where the tests look for it.

It stands in the source archive of pytest, whose own tests use it; pip fetches that, and the file's digest is
checked.  It is not committed here.  Where it cannot be had, one line says so and the test is skipped.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ARCHIVE = "pytest==9.2.0"
MEMBER = "testing/example_scripts/junit-10.xsd"
DIGEST = "a1a816f58d1bf95ebabf371994df0b9246dee66ea9572fbec4f9296f1b2c0ff6"
TARGET = Path(sys.prefix, "share", "tlaverify-schemas", "junit-10.xsd")


def fetch() -> bytes:
    """The schema.  Raises OSError or LookupError where it cannot be had."""
    with tempfile.TemporaryDirectory() as folder:
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
        done = subprocess.run(
            [*pip, "--no-binary", "pytest", "--dest", folder, ARCHIVE],
            capture_output=True,
            text=True,
            check=False,
        )
        archives = list(Path(folder).glob("*.tar.gz"))
        if not archives:
            raise LookupError((done.stderr.strip().splitlines() or ["pip gave nothing"])[-1])
        with tarfile.open(archives[0]) as archive:
            name = next((n for n in archive.getnames() if n.endswith(MEMBER)), None)
            file = archive.extractfile(name) if name is not None else None
            if file is None:
                raise LookupError(f"no {MEMBER} in {archives[0].name}")
            return file.read()


def main() -> None:
    """Fetch the schema unless it is there already."""
    if TARGET.exists() and hashlib.sha256(TARGET.read_bytes()).hexdigest() == DIGEST:
        return
    try:
        data = fetch()
    except (OSError, LookupError) as error:
        print(f"no schema for JUnit's reports: {error}")
        return
    if hashlib.sha256(data).hexdigest() != DIGEST:
        print("the schema for JUnit's reports is not the one that is known: it is left out")
        return
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(data)


if __name__ == "__main__":
    main()
