"""Z3 in process: SMT-LIB text into a fresh context for each query, in a thread of its own.

A context takes 17 MB and gives them back.  malloc has a region for each thread; in that of what Python
keeps, something small would come to stand in the midst of them, and they could not be taken whole again.
"""

from __future__ import annotations

import re
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import Any

from tlaverify.kernel.verdict import Answer, Outcome
from tlaverify.solvers.driver import Driver
from tlaverify.solvers.request import Request, names_of, option_text, reason_text, refused, unfit

__all__ = ["Z3Engine"]

_RLIMIT = re.compile(r"\(:rlimit\s+(\d+)\)")
_REASON = re.compile(r'\(:reason-unknown\s+"(.*)"\)', re.DOTALL)


class _Refused(Exception):
    """Z3 printed where it should be silent, or raised; the argument is what it said."""


class Z3Engine:
    """Runs queries with the z3-solver wheel.

    Z3's parser prints an error, drops the assertion and still answers the check that follows.  So the script
    and the check are evaluated separately: anything at all that the script prints makes the outcome an ERROR,
    and only the three bare words count as answers.
    """

    def __init__(self, driver: Driver) -> None:
        if driver.library and driver.library not in sys.path:
            sys.path.insert(0, driver.library)
        import z3

        if driver.library and not Path(z3.__file__).is_relative_to(driver.library):
            raise ImportError(f"another z3 is loaded already, from {z3.__file__}")
        from z3.z3core import Z3_eval_smtlib2_string, Z3_global_param_reset_all

        self._z3 = z3
        self._eval = Z3_eval_smtlib2_string
        self._reset = Z3_global_param_reset_all
        self._driver = driver
        self._thread = ThreadPoolExecutor(1, "z3")

    @cached_property
    def version(self) -> str:
        return str(self._z3.get_version_string())

    def ask(self, request: Request) -> Outcome:
        """The outcome of one query; never raises for what Z3 does."""
        problem = unfit(request.text)
        if problem:
            return refused(self._driver, self.version, problem)
        return self._thread.submit(self._outcome, request).result()

    def _outcome(self, request: Request) -> Outcome:
        self._forget_options(request.memory)
        started = time.perf_counter()
        context = self._z3.Context()
        try:
            return self._ask(context, request, started)
        except _Refused as problem_:
            return self._refusal(str(problem_), time.perf_counter() - started)
        finally:
            del context

    def _forget_options(self, memory: int) -> None:
        # (set-option :smt.x ...), :rlimit and :timeout set *global* parameters: a fresh context still has
        # those of the query before, so that a verdict would depend on what this process did earlier.
        self._reset()
        if memory:
            self._z3.set_param("memory_max_size", memory)

    def _ask(self, context: Any, request: Request, started: float) -> Outcome:
        self._silent(context, self._prefix(request))
        self._silent(context, request.text)
        said = self._say(context, "(check-sat)").strip()
        seconds = time.perf_counter() - started
        answer = self._driver.answer(said)
        if answer is None:
            raise _Refused(said)
        used = _RLIMIT.search(self._say(context, "(get-info :rlimit)"))
        resources = int(used.group(1)) if used else 0
        reason, model = "", ""
        core: tuple[str, ...] = ()
        if answer is Answer.UNKNOWN:
            reason = self._reason(context, request, resources)
        elif answer is Answer.SAT and request.model:
            model = self._say(context, "(get-model)")
        elif answer is Answer.UNSAT and request.core:
            core = names_of(self._say(context, "(get-unsat-core)"))
        return Outcome(answer, self._driver.name, self.version, reason, resources, seconds, model, core)

    def _prefix(self, request: Request) -> str:
        lines = []
        if request.core:
            lines.append("(set-option :produce-unsat-cores true)")
        if request.model:
            lines.append("(set-option :produce-models true)")
        options = [(name, request.seed) for name in self._driver.seed_options]
        for name, value in (*self._driver.options, *options, *request.options):
            lines.append(f"(set-option :{name} {option_text(value)})")
        if request.budget:
            lines.append(f"(set-option :rlimit {request.budget})")
        if request.timeout is not None:
            lines.append(f"(set-option :timeout {max(1, round(request.timeout * 1000))})")
        return "\n".join(lines)

    def _reason(self, context: Any, request: Request, resources: int) -> str:
        match = _REASON.search(self._say(context, "(get-info :reason-unknown)"))
        said = match.group(1) if match else ""
        meaning = self._driver.meaning(said)
        if meaning is None and request.budget and resources >= request.budget:
            meaning = "budget"  # noticed between two checks, Z3 says just "canceled"
        elif meaning is None and request.timeout is not None and "canceled" in said:
            meaning = "timeout"
        return reason_text(meaning, said)

    def _refusal(self, said: str, seconds: float) -> Outcome:
        if self._driver.meaning(said) == "memory":
            return Outcome(
                Answer.UNKNOWN, self._driver.name, self.version, reason_text("memory", ""), 0, seconds
            )
        return refused(self._driver, self.version, said, seconds)

    def _silent(self, context: Any, text: str) -> None:
        said = self._say(context, text)
        if said.strip():
            raise _Refused(said)

    def _say(self, context: Any, text: str) -> str:
        try:
            return str(self._eval(context.ref(), text))
        except self._z3.Z3Exception as problem:
            value = problem.args[0] if problem.args else problem
            said = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
            raise _Refused(said) from problem
