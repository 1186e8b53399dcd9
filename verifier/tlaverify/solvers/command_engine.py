"""An external solver: SMT-LIB text on standard input, one process for each query."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from functools import cached_property
from typing import IO

from tlaverify.kernel.verdict import Answer, Outcome
from tlaverify.solvers.driver import Driver
from tlaverify.solvers.memory import limit_address_space, resident
from tlaverify.solvers.request import Request, error, option_text, reason_text, refused, unfit

__all__ = ["CommandEngine"]

_MOST = 1 << 20
"""How much of a solver's output is kept, in bytes."""

_POLL = 0.05


class CommandEngine:
    """Runs queries with a program that reads SMT-LIB from standard input.

    Its standard output must be exactly one of the driver's three answers, and it must end by itself with exit
    code 0; anything else is an ERROR.  A program that prints ``(error ...)`` and then ``unsat`` has answered
    another question than the one asked.  ``model`` and ``core`` are not supported and come back empty.
    """

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    @cached_property
    def version(self) -> str:
        """What ``version_command`` prints, first line; the driver's ``version`` where it has none."""
        if self._driver.version or not self._driver.version_command:
            return self._driver.version or "unknown"
        try:
            done = subprocess.run(
                self._driver.version_command, stdin=subprocess.DEVNULL, capture_output=True, timeout=20,
                check=True,
            )
        except (OSError, subprocess.SubprocessError):
            return "unknown"
        lines = done.stdout.decode("utf-8", "replace").splitlines()
        return lines[0].strip() if lines else "unknown"

    def ask(self, request: Request) -> Outcome:
        """The outcome of one query; never raises for what the program does."""
        problem = unfit(request.text)
        if problem:
            return refused(self._driver, self.version, problem)
        version = self.version
        started = time.perf_counter()
        with tempfile.TemporaryFile() as script, tempfile.TemporaryFile() as output:
            script.write(self._script(request).encode())
            script.seek(0)
            try:
                process = subprocess.Popen(
                    self._command(request), stdin=script, stdout=output, stderr=subprocess.DEVNULL
                )
            except OSError as problem_:
                return error(self._driver, version, f"cannot be started: {problem_}")
            try:
                stopped = self._wait(process, request, output, started)
            finally:
                if process.poll() is None:
                    process.kill()
                process.wait()
            seconds = time.perf_counter() - started
            if stopped:
                return Outcome(Answer.UNKNOWN, self._driver.name, version, stopped, 0, seconds)
            output.seek(0)
            said = output.read(_MOST).decode("utf-8", "replace").strip()
        return self._outcome(said, process.returncode, version, seconds)

    def _script(self, request: Request) -> str:
        seeds = [(option, request.seed) for option in self._driver.seed_options]
        options = "".join(
            f"(set-option :{name} {option_text(value)})\n"
            for name, value in (*self._driver.options, *seeds, *request.options)
        )
        return f"{options}{request.text}\n(check-sat)\n(exit)\n"

    def _command(self, request: Request) -> list[str]:
        values = {"budget": request.budget, "seed": request.seed, "memory": request.memory}
        words = []
        for word in self._driver.command:
            for name, value in values.items():
                word = word.replace(f"{{{name}}}", str(value))
            words.append(sys.executable if word == "{python}" else word)
        return words

    def _wait(
        self, process: subprocess.Popen[bytes], request: Request, output: IO[bytes], started: float
    ) -> str:
        """Wait for the end; why it was stopped, or "" if it ended by itself."""
        if request.memory:
            limit_address_space(process.pid, request.memory)
        while True:
            try:
                process.wait(_POLL)
                return ""
            except subprocess.TimeoutExpired:
                pass
            if request.timeout is not None and time.perf_counter() - started > request.timeout:
                return reason_text("timeout", "")
            if request.memory and (resident(process.pid) or 0) > request.memory:
                return reason_text("memory", "")
            if output.seek(0, 2) > _MOST:
                return "printed without end"

    def _outcome(self, said: str, code: int, version: str, seconds: float) -> Outcome:
        if code < 0:
            return error(self._driver, version, f"crashed (signal {-code})", seconds)
        answer = self._driver.answer(said)
        if answer is None:
            meaning = self._driver.meaning(said)
            if meaning is not None and "error" not in said and "sat" not in said.split():
                return Outcome(
                    Answer.UNKNOWN, self._driver.name, version, reason_text(meaning, said), 0, seconds
                )
            return error(self._driver, version, said or f"ended with code {code} and no answer", seconds)
        if code != 0:
            return error(self._driver, version, f"answered {said} but ended with code {code}", seconds)
        reason = "no reason given" if answer is Answer.UNKNOWN else ""
        return Outcome(answer, self._driver.name, version, reason, 0, seconds)
