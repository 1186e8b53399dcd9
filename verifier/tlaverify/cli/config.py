"""Settings: the command line before the environment before the configuration file before the defaults."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from tlaverify.kernel.diagnostic import Annotation, Diagnostic, DiagnosticError
from tlaverify.kernel.sequent import Place

__all__ = ["FORMATS", "Settings", "UsageProblem", "find_configuration", "read_settings"]

FORMATS = ("text", "json", "jsonl", "github", "junit", "sarif", "markdown")
"""What ``--output-format`` takes."""


class UsageProblem(DiagnosticError):
    """A wrong flag, environment variable or configuration: exit code 2."""

    def __init__(self, message: str, hint: str = "", place: Place | None = None, code: str = "usage") -> None:
        super().__init__(
            [Diagnostic(code, message, (Annotation(place),) if place else (), hints=(hint,) if hint else ())]
        )


@dataclass(frozen=True, slots=True)
class Settings:
    """What a command is told.

    paths          modules and folders to verify where the command line names none.
    roots          further folders in which EXTENDS and INSTANCE look for modules (``-I``).
    base           the folder of the configuration file, else the working directory.
    jobs           worker processes; None for as many as there are cores.
    budget         factor on the portfolio's budgets of solver resources (deterministic, not seconds).
    timeout        safety net for a single query, in seconds; None for the portfolio's own.
    memory         MiB a worker may use.
    seed           the solvers' random seed.
    solver         the solvers to use, by driver name.
    encoding       the encodings to use, by strategy name; empty for all.
    portfolio      a portfolio by name, or the path of a TOML file.
    cache          whether solver outcomes are taken from, and kept in, the cache.
    cache_dir      the cache's folder; None for the user's cache folder.
    recheck        the share (0 to 1) of the outcomes found in the cache that are asked for again.
    cluster        address of a Dask scheduler whose workers prove; empty for this machine's own.
    ledgers        the folder of the committed ledgers; None for ``ledgers`` below ``base``.
    strict         a theorem that rests on a contradiction makes the run fail; else it is a warning.
    """

    paths: tuple[Path, ...] = ()
    roots: tuple[Path, ...] = ()
    base: Path = Path()
    jobs: int | None = None
    budget: float = 1.0
    timeout: float | None = None
    memory: int = 2048
    seed: int = 0
    solver: tuple[str, ...] = ("z3", "cvc5")
    encoding: tuple[str, ...] = ()
    portfolio: str = "default"
    cache: bool = True
    cache_dir: Path | None = None
    recheck: float = 0.0
    cluster: str = ""
    ledgers: Path | None = None
    fail_fast: bool = False
    strict: bool = False
    output_format: str = "text"
    quiet: bool = False
    color: bool = True


def find_configuration(folder: Path) -> tuple[Path, Mapping[str, Any]] | None:
    """The nearest ``tlaverify.toml``, or ``pyproject.toml`` with ``[tool.tlaverify]``, from ``folder`` up.

    Returns the file and its table; None where there is none.  Raises UsageProblem where one cannot be read.
    """
    for place in (folder, *folder.parents):
        own = place / "tlaverify.toml"
        if own.is_file():
            return own, _read_toml(own)
        project = place / "pyproject.toml"
        if project.is_file():
            table = _read_toml(project).get("tool", {}).get("tlaverify")
            if table is not None:
                return project, table
    return None


def read_settings(
    given: Mapping[str, Any], environment: Mapping[str, str] | None = None, folder: Path | None = None
) -> Settings:
    """The settings of one run.

    given        what the command line said, None for what it did not say.
    environment  ``os.environ`` unless told; ``TLAVERIFY_JOBS`` and so on.
    folder       where the search for a configuration file starts; the working directory unless told.

    Raises UsageProblem for a key, a value or a path that will not do.
    """
    environment = os.environ if environment is None else environment
    folder = (folder or Path.cwd()).resolve()
    settings = Settings(base=folder)
    found = find_configuration(folder)
    if found is not None:
        file, table = found
        settings = _from_file(replace(settings, base=file.parent), file, table)
    settings = _from_environment(settings, environment)
    said = {key: value for key, value in given.items() if value is not None}
    return _apply(settings, said, lambda key: f"--{key.replace('_', '-')}")


def _read_toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageProblem(f"cannot read {file}: {error}", code="configuration") from None
    except tomllib.TOMLDecodeError as error:
        raise UsageProblem(f"{file} is not TOML: {error}", code="configuration") from None


def _from_file(settings: Settings, file: Path, table: Mapping[str, Any]) -> Settings:
    if not isinstance(table, Mapping):
        raise UsageProblem(f"{file}: tool.tlaverify is not a table", code="configuration")
    values = {key.replace("-", "_"): value for key, value in table.items()}
    for key in ("paths", "roots"):
        if key in values:
            values[key] = _inside(file, key, values[key])
    for key in ("cache_dir", "ledgers"):
        if key in values:
            values[key] = _inside(file, key, [values[key]])[0]
    return _apply(settings, values, lambda key: f"{file.name}: {key}", "configuration")


def _inside(file: Path, key: str, value: object) -> list[str]:
    """Paths of the configuration file: relative to it, and not out of its folder."""
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise UsageProblem(f"{file.name}: {key}: a list of paths is needed", code="configuration")
    base = file.parent.resolve()
    out = []
    for text in value:
        path = base / text
        if not path.resolve().is_relative_to(base):
            raise UsageProblem(
                f"{file.name}: {key}: {text} leaves the project",
                f"name it on the command line, or put the configuration above it (it is in {base})",
                code="configuration",
            )
        out.append(str(path))
    return out


def _from_environment(settings: Settings, environment: Mapping[str, str]) -> Settings:
    values: dict[str, Any] = {}
    for field in fields(Settings):
        text = environment.get(f"TLAVERIFY_{field.name.upper()}", "")
        if text and field.name != "base":
            values[field.name] = text.split(os.pathsep) if field.name in ("paths", "roots") else text
    return _apply(settings, values, lambda key: f"TLAVERIFY_{key.upper()}")


def _apply(
    settings: Settings, values: Mapping[str, Any], named: Callable[[str], str], code: str = "usage"
) -> Settings:
    for key, value in values.items():
        convert = _CONVERT.get(key)
        if convert is None:
            raise UsageProblem(
                f"{named(key)}: there is no such setting",
                f"settings: {', '.join(sorted(_CONVERT))}",
                code=code,
            )
        try:
            changes: dict[str, Any] = {key: convert(value)}
        except (ValueError, TypeError) as error:
            raise UsageProblem(f"{named(key)}: {error}", code=code) from None
        settings = replace(settings, **changes)
    return settings


def _integer(least: int) -> Callable[[object], int]:
    def convert(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int | str):
            raise ValueError(f"a whole number is needed, not {value!r}")
        try:
            number = int(value)
        except ValueError:
            raise ValueError(f"a whole number is needed, not {value!r}") from None
        if number < least:
            raise ValueError(f"must be at least {least}, not {number}")
        return number

    return convert


def _positive(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError(f"a number is needed, not {value!r}")
    try:
        number = float(value)
    except ValueError:
        raise ValueError(f"a number is needed, not {value!r}") from None
    if not 0 < number < float("inf"):
        raise ValueError(f"must be positive, not {value}")
    return number


def _share(value: object) -> float:
    """``5%`` or 0.05."""
    text = value.strip() if isinstance(value, str) else value
    percent = isinstance(text, str) and text.endswith("%")
    if isinstance(text, str) and percent:
        text = text[:-1]
    try:
        if isinstance(text, bool) or not isinstance(text, int | float | str):
            raise ValueError
        share = float(text) / (100 if percent else 1)
    except ValueError:
        raise ValueError(f"a share is needed, such as 5%, not {value!r}") from None
    if not 0 <= share <= 1:
        raise ValueError(f"a share between 0% and 100% is needed, not {value}")
    return share


def _path(value: object) -> Path:
    if not isinstance(value, str | Path) or not str(value):
        raise ValueError(f"a path is needed, not {value!r}")
    return Path(value)


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in ("1", "true", "yes", "on"):
        return True
    if isinstance(value, str) and value.lower() in ("0", "false", "no", "off"):
        return False
    raise ValueError(f"true or false is needed, not {value!r}")


def _names(value: object) -> tuple[str, ...]:
    parts = value.split(",") if isinstance(value, str) else value
    if not isinstance(parts, list | tuple) or not all(isinstance(p, str) for p in parts):
        raise ValueError(f"names with commas between them are needed, not {value!r}")
    names = tuple(dict.fromkeys(p.strip() for p in parts if p.strip()))
    if not names:
        raise ValueError("at least one name is needed")
    return names


def _format(value: object) -> str:
    if value not in FORMATS:
        raise ValueError(f"there is no format {value!r}; there are {', '.join(FORMATS)}")
    return str(value)


def _text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError(f"a name is needed, not {value!r}")
    return value


def _address(value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"(tcp|tls)://[^\s/]+:\d+", value):
        raise ValueError(f"the address of a Dask scheduler is needed, tcp://HOST:PORT, not {value!r}")
    return value


def _paths(value: object) -> tuple[Path, ...]:
    if not isinstance(value, list | tuple):
        raise ValueError("a list of paths is needed")
    return tuple(Path(v) for v in value)


_CONVERT: dict[str, Callable[[Any], object]] = {
    "paths": _paths,
    "roots": _paths,
    "jobs": _integer(1),
    "budget": _positive,
    "timeout": _positive,
    "memory": _integer(64),
    "seed": _integer(0),
    "solver": _names,
    "encoding": _names,
    "portfolio": _text,
    "cache": _flag,
    "cache_dir": _path,
    "recheck": _share,
    "cluster": _address,
    "ledgers": _path,
    "fail_fast": _flag,
    "strict": _flag,
    "output_format": _format,
    "quiet": _flag,
    "color": _flag,
}
