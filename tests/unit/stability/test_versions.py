"""Other versions of Z3: the real pip installs them, here from a wheel made of the one that is installed."""

from __future__ import annotations

import zipfile
from importlib import metadata
from pathlib import Path

import pytest

from tlaverify.stability.versions import VersionProblem, install_z3


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a wheel of the z3-solver that is installed here, so that no network is needed."""
    folder = tmp_path_factory.mktemp("wheels")
    found = metadata.distribution("z3-solver")
    with zipfile.ZipFile(folder / f"z3_solver-{found.version}-py3-none-any.whl", "w") as wheel:
        kept = [f for f in found.files or () if f.parts[0] != ".." and f.suffix != ".pyc"]
        kept = [f for f in kept if f.name not in ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json")]
        for file in kept:
            wheel.write(str(found.locate_file(file)), file.as_posix())
        home = next(f.parts[0] for f in kept if f.parts[0].endswith(".dist-info"))
        names = [*(f.as_posix() for f in kept), f"{home}/RECORD"]
        wheel.writestr(names[-1], "".join(f"{name},,\n" for name in names))
    return folder


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch, wheels: Path) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheels))


@pytest.mark.usefixtures("offline")
def test_a_version_is_installed_once_and_stays_apart(tmp_path: Path) -> None:
    said: list[str] = []
    wanted = ".".join(metadata.version("z3-solver").split(".")[:2])
    found = install_z3(wanted, tmp_path / "solvers", said.append)
    assert found.version.startswith(wanted)
    assert Path(found.library).is_relative_to(tmp_path)
    assert len(said) == 1 and wanted in said[0]
    assert install_z3(wanted, tmp_path / "solvers", said.append) == found
    assert len(said) == 1
    assert len(list((tmp_path / "solvers").iterdir())) == 1


@pytest.mark.usefixtures("offline")
def test_what_cannot_be_had_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(VersionProblem, match=r"pip cannot install z3-solver 4\.0: No matching distribution"):
        install_z3("4.0", tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("wanted", ["", "four", "4.x", "4.13; echo", "-4", "4..1", "1.2.3.4.5"])
def test_what_is_no_version(wanted: str, tmp_path: Path) -> None:
    with pytest.raises(VersionProblem, match="is no version"):
        install_z3(wanted, tmp_path)
    assert list(tmp_path.iterdir()) == []
