"""A light scan for the steps of proofs, over tokens, for texts that the grammar has refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["LastStep", "absolute_levels", "enclosing_step", "is_citation", "missing_qed"]

_STEP_OR_UNIT = re.compile(
    r'"(?:[^"\\\n]|\\.)*"'
    r"|(?<!<)<(?P<level>\d+|[*+])>\w*\.*"
    r"|(?P<unit>\b(?:THEOREM|LEMMA|COROLLARY|PROPOSITION|AXIOM|ASSUMPTION)\b|={4,}|-{4,})"
)
_QED = re.compile(r"\s*QED\b")
_PROOF_BEFORE = re.compile(r"\bPROOF\s*\Z")
# After these a step's name is a citation, not the beginning of a step.
_CITING = re.compile(r"(?:[,(\[{=\\/+~]|\b(?:BY|USE|HIDE|ONLY|PROVE|ASSUME|SUFFICES|HAVE|CASE))\s*\Z")


@dataclass(frozen=True, slots=True)
class LastStep:
    """The last step of a proof that lacks a QED: offsets of its ``<n>name``, and the level."""

    start: int
    end: int
    level: int


def is_citation(text: str, offset: int) -> bool:
    """Whether the ``<n>name`` at an offset cites a step, to judge by what stands before it."""
    return _CITING.search(text, max(0, offset - 60), offset) is not None


def _steps_and_units(text: str, end: int) -> Iterator[re.Match[str]]:
    """The beginnings of steps, and of what ends a theorem's proof (group ``unit``), up to an offset."""
    for match in _STEP_OR_UNIT.finditer(text, 0, end):
        is_step = match["level"] is not None and not is_citation(text, match.start())
        if is_step or match["unit"] is not None:
            yield match


def absolute_levels(text: str) -> str:
    """``<+>`` and ``<*>`` before steps replaced by the level they stand for, where that is one digit.

    For the grammar's scanner, which counts relative levels on from the theorem before.
    """
    proofs: list[tuple[int, bool]] = []
    pieces: list[str] = []
    done = 0
    for match in _steps_and_units(text, len(text)):
        if match["unit"] is not None:
            proofs.clear()
            continue
        shown = match["level"]
        begins = _PROOF_BEFORE.search(text, max(0, match.start() - 60), match.start()) is not None
        if shown.isdigit():
            level = int(shown)
        elif shown == "+" or begins or not proofs:
            level = proofs[-1][0] + 1 if proofs else 0
        else:
            while len(proofs) > 1 and proofs[-1][1]:
                proofs.pop()
            level = proofs[-1][0]
        while proofs and proofs[-1][0] >= level:
            proofs.pop()
        proofs.append((level, _QED.match(text, match.end()) is not None))
        if not shown.isdigit() and level <= 9:
            pieces += (text[done : match.start()], f"<{level}>")
            done = match.start() + 3
    return "".join(pieces) + text[done:]


def missing_qed(text: str) -> LastStep | None:
    """The last step of the first proof that ends without QED, if there is one.

    A heuristic over tokens: it serves only to explain an error that is there anyway.
    """
    open_proofs: list[tuple[LastStep, bool]] = []
    for match in _steps_and_units(text, len(text)):
        if match["unit"] is not None:
            lacking = _close(open_proofs, -1)
            if lacking is not None:
                return lacking
            continue
        top = open_proofs[-1][0].level if open_proofs else -1
        shown = match["level"]
        level = top + 1 if shown == "+" else max(top, 0) if shown == "*" else int(shown)
        lacking = _close(open_proofs, level)
        if lacking is not None:
            return lacking
        step = LastStep(match.start(), match.end(), level)
        is_qed = _QED.match(text, match.end()) is not None
        if open_proofs and open_proofs[-1][0].level == level:
            open_proofs[-1] = (step, is_qed)
        else:
            open_proofs.append((step, is_qed))
    return None


def enclosing_step(text: str, offset: int) -> tuple[int, int] | None:
    """The offsets of the ``<n>name`` of the last step that begins before an offset, in the same unit."""
    found: tuple[int, int] | None = None
    for match in _steps_and_units(text, offset):
        found = match.span() if match["unit"] is None else None
    return found


def _close(open_proofs: list[tuple[LastStep, bool]], level: int) -> LastStep | None:
    """Leave the proofs deeper than a level; the last step of one that has no QED."""
    while open_proofs and open_proofs[-1][0].level > level:
        step, is_qed = open_proofs.pop()
        if not is_qed:
            return step
    return None
