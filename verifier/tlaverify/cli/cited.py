"""The modules that theorems are in or can cite: what they rest on is known only if those are run too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tlaverify.cli.config import Settings
from tlaverify.cli.project import Project, open_project

__all__ = ["with_cited"]


def with_cited(asked: Project, selectors: Sequence[str], settings: Settings) -> Project:
    """The project with the whole modules that the selected theorems are in or can cite."""
    files: dict[Path, str] = {}
    for module in asked.modules:
        if module.info is None or module.program is None:
            continue
        files.setdefault(module.path.resolve(), str(module.path))
        for info in module.program.modules.values():
            if not info.library:
                files.setdefault(Path(info.path).resolve(), info.path)
    own = {m.path.resolve() for m in asked.modules}
    if not files or (not asked.partial and own >= set(files)):
        return asked
    folders = [p for p in (*settings.paths, *(Path(s) for s in selectors)) if p.is_dir()]
    roots = (*settings.roots, *folders, *(p.parent for p in files))
    return open_project(list(files.values()), replace(settings, roots=tuple(dict.fromkeys(roots))))
