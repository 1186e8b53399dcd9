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
    # semantics
    "unknown-identifier": "a name that is neither declared nor defined",
    "unknown-step": "a step name that cannot be cited here",
    "redefinition": "a name is declared or defined again where it has a meaning",
    "arity": "an operator has too many or too few arguments, or an argument of the wrong kind",
    "level": "a formula's level does not fit: a double prime, an action for a state function, ...",
    "label": "a label that cannot be named, or whose parameters are not the variables bound around it",
    "subexpression": "a subexpression reference names nothing",
    "not-a-formula": "what stands where a formula is needed is none",
    "not-a-definition": "what stands where a definition is needed is none",
    "bad-substitution": "WITH gives no value, two, or a wrong one to a parameter of a module",
    "recursive": "a RECURSIVE declaration without its definition",
    "missing-module": "a module that is extended, instantiated or named cannot be found",
    "cyclic-module": "a module depends on itself",
    "module-name": "a file holds a module of another name",
    "unsupported": "legal TLA+ that cannot be checked soundly",
    # proofs
    "unknown-fact": "a fact that is cited is not known here",
    "proof-goal": "a step does not fit the goal that it is to prove",
    "double-prime": "a prime stands within a prime, or around what has no next value",
    # the command line
    "usage": "a wrong command, flag or value",
    "configuration": "a configuration file that will not do",
    "nothing-selected": "a selector that selects nothing",
    "outside-roots": "a link leads out of the project",
    "interrupted": "Ctrl-C before there was a result",
    "internal": "a defect of this program",
    "cache": "the cache of solver outcomes is damaged, or holds what the solver does not say",
    "last-run": "the record of the last run is missing, damaged, or of other texts than there are now",
    # the ledger
    "ledger": "a ledger cannot be read, or is of another format",
    "ledger-missing": "what a ledger lists can no longer be found or read",
    "ledger-statement": "a theorem that a ledger lists says something else now",
    "ledger-assumption": "a theorem rests on an assumption that the ledger does not list",
    "ledger-unproved": "a step that a ledger lists as proved is not proved",
    "ledger-new": "a step that no ledger lists is not proved",
    "denied": "a theorem rests on what --deny forbids",
    "two-readings": "text that TLA+'s tools read in two ways",
    "odd-field": "a record field that looks like a slip of the pen",
    "contradictory": "FALSE follows from what a theorem takes for granted",
    "undecided-context": "the search for a contradiction in what a theorem takes for granted was cut short",
    # verdicts
    "unproved": "an obligation is neither proved nor refuted",
    "not-inductive": "an obligation has a counterexample: a step to a state in which the goal is false",
    "refuted": "an obligation has a counterexample",
    "omitted": "a proof is omitted or missing",
    "obligation-error": "an obligation could not be made or run",
}
