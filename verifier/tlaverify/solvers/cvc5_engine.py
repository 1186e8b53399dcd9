"""cvc5 in process: SMT-LIB text through the wheel's InputParser, a fresh solver for each query."""

from __future__ import annotations

import time
from typing import Any

from tlaverify.kernel.verdict import Answer, Outcome
from tlaverify.solvers.driver import Driver
from tlaverify.solvers.request import Request, names_of, option_text, reason_text, refused, unfit

__all__ = ["Cvc5Engine"]

_ALLOWED = frozenset({
    "set-logic", "set-option", "set-info", "assert", "declare-const", "declare-fun", "declare-sort",
    "declare-datatype", "declare-datatypes", "define-const", "define-fun", "define-fun-rec",
    "define-funs-rec", "define-sort",
})


class Cvc5Engine:
    """Runs queries with the cvc5 wheel.

    Its parser raises at the first error.  A command that is not a declaration, a definition or an assertion,
    and any output of one, make the outcome an ERROR.  (cvc5 holds Python's global lock while it works, so
    only the parent process can stop it.)
    """

    def __init__(self, driver: Driver) -> None:
        import cvc5

        self._cvc5 = cvc5
        self._driver = driver

    @property
    def version(self) -> str:
        return str(self._cvc5.__version__)

    def ask(self, request: Request) -> Outcome:
        """The outcome of one query; never raises for what cvc5 does."""
        problem = unfit(request.text)
        if problem:
            return refused(self._driver, self.version, problem)
        started = time.perf_counter()
        try:
            return self._ask(request, started)
        except MemoryError:
            return Outcome(
                Answer.UNKNOWN, self._driver.name, self.version, reason_text("memory", ""), 0,
                time.perf_counter() - started,
            )
        except Exception as problem:  # the wheel raises RuntimeError and its kin, by no common base
            return refused(self._driver, self.version, str(problem), time.perf_counter() - started)

    def _ask(self, request: Request, started: float) -> Outcome:
        solver = self._cvc5.Solver()
        self._configure(solver, request)
        text = request.text if "(set-logic" in request.text else f"(set-logic ALL)\n{request.text}"
        parser = self._cvc5.InputParser(solver)
        parser.setStringInput(self._cvc5.InputLanguage.SMT_LIB_2_6, text, "query")
        names = parser.getSymbolManager()
        while True:
            command = parser.nextCommand()
            if command.isNull():
                break
            name = str(command.getCommandName())
            if name not in _ALLOWED:
                raise RuntimeError(f"the query holds the command {name}")
            said = str(command.invoke(solver, names)).strip()
            if said:
                raise RuntimeError(said)
        answered = solver.checkSat()
        seconds = time.perf_counter() - started
        resources = int(solver.getStatistics()["resource::resourceUnitsUsed"]["value"])
        answer, reason = self._read(answered)
        model = ""
        core: tuple[str, ...] = ()
        if answer is Answer.SAT and request.model:
            model = self._say(solver, parser, "(get-model)")
        elif answer is Answer.UNSAT and request.core:
            core = names_of(self._say(solver, parser, "(get-unsat-core)"))
        return Outcome(answer, self._driver.name, self.version, reason, resources, seconds, model, core)

    def _say(self, solver: object, parser: Any, command: str) -> str:
        parser.setStringInput(self._cvc5.InputLanguage.SMT_LIB_2_6, command, "command")
        return str(parser.nextCommand().invoke(solver, parser.getSymbolManager()))

    def _configure(self, solver: Any, request: Request) -> None:
        def put(name: str, value: str) -> None:
            solver.setOption(name, value)

        for name in self._driver.seed_options:
            put(name, str(request.seed))
        for name, value in (*self._driver.options, *request.options):
            put(name, option_text(value))
        if request.budget:
            put("rlimit", str(request.budget))
        if request.timeout is not None:
            put("tlimit-per", str(max(1, round(request.timeout * 1000))))
        if request.model:
            put("produce-models", "true")
        if request.core:
            put("produce-unsat-cores", "true")

    def _read(self, answered: Any) -> tuple[Answer, str]:
        if answered.isUnsat():
            return Answer.UNSAT, ""
        if answered.isSat():
            return Answer.SAT, ""
        said = str(answered.getUnknownExplanation()).rpartition(".")[2]
        return Answer.UNKNOWN, reason_text(self._driver.meaning(said), said)
