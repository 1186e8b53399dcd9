"""The registry of diagnostic codes: what a user may be told, one line each."""

from __future__ import annotations

__all__ = ["CODES"]

CODES: dict[str, str] = {
    # syntax
    "unreadable-file": "a file cannot be opened",
    "not-utf8": "a file is not UTF-8 text",
    "syntax": "the text is not TLA+",
    "reserved-word": "a reserved word stands where an identifier is needed",
    "precedence": "two operators may not stand side by side without parentheses",
    "proof-structure": "the steps of a proof are not well formed: levels, names or the QED",
    "nesting": "the text is nested too deeply to be read",
    # proofs
    "unknown-fact": "a fact that is cited is not known here",
    "proof-goal": "a step does not fit the goal that it is to prove",
    "double-prime": "a prime stands within a prime, or around what has no next value",
    # the command line
    "usage": "a wrong command, flag or value",
    "configuration": "a configuration file that will not do",
    "nothing-selected": "a selector that selects nothing",
    "outside-roots": "a link leads out of the project",
    "interrupted": "Ctrl-C before anything was run",
    "internal": "a defect of this program",
    # verdicts
    "unproved": "an obligation is neither proved nor refuted",
    "refuted": "an obligation has a counterexample",
    "omitted": "a proof is omitted or missing",
    "obligation-error": "an obligation could not be made or run",
}
