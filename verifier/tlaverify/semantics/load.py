"""Load a module with everything it EXTENDS and INSTANCEs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tlaverify.semantics.program import Program

__all__ = ["load_module"]


def load_module(path_or_name: str | Path, roots: Sequence[Path] = ()) -> Program:
    """Read and elaborate a module.

    path_or_name  a file ``.../M.tla``, or a module's name, searched for in ``roots`` and then in
                  the package library.
    roots         folders in which the modules that it extends or instantiates are looked for,
                  after the folder of the file that names them and before the package library.

    Raises DiagnosticError with all that is wrong: unreadable or missing files, cyclic EXTENDS,
    everything that ``syntax`` and the elaboration refuse.
    """
    raise NotImplementedError
