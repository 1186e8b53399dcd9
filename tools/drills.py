"""Drills that are too rough or too long for the suite, which runs short forms of them.

    python tools/drills.py kill [--kills N] [--seed N]        kill -9 at random, two processes on one cache
    python tools/drills.py throttle [--modules FILE...]       a quarter of the CPU, and all cores loaded

Each ends with 0 if all verdicts were right, else with 1 and what was wrong.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VERIFY = [sys.executable, "-m", "tlaverify.cli.main"]

TRUE = """\
---- MODULE {name} ----
EXTENDS Integers, TLAPS
CONSTANT Limit
ASSUME Positive == Limit \\in Nat
VARIABLE held
Init == held = 0
Take == held < Limit /\\ held' = held + 1
Drop == held > 0 /\\ held' = held - 1
Next == Take \\/ Drop
Bounded == held \\in 0..Limit
LEMMA Start == Init => Bounded
  BY Positive DEF Init, Bounded
LEMMA Keep == Bounded /\\ [Next]_held => Bounded'
<1>1. Bounded /\\ Take => Bounded'
  BY Positive DEF Take, Bounded
<1>2. Bounded /\\ Drop => Bounded'
  BY Positive DEF Drop, Bounded
<1>3. Bounded /\\ UNCHANGED held => Bounded'
  BY DEF Bounded
<1> QED
  BY <1>1, <1>2, <1>3 DEF Next
THEOREM Safe == Init /\\ [][Next]_held => []Bounded
  BY Start, Keep, PTL
"""
FALSE = """\
THEOREM Off == Bounded /\\ Take => held' < Limit
  BY Positive DEF Bounded, Take
THEOREM Stuck == Bounded /\\ Next => held' # Limit
  BY Positive DEF Bounded, Next, Take, Drop
"""


def project(folder: Path) -> None:
    """Two modules, one with false theorems among its true ones."""
    (folder / "Good.tla").write_text(TRUE.format(name="Good") + "====\n", encoding="utf-8")
    (folder / "Bad.tla").write_text(TRUE.format(name="Bad") + FALSE + "====\n", encoding="utf-8")


def start(folder: Path, *arguments: str, **more: str) -> subprocess.Popen[str]:
    """``verify`` in a process group of its own."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("TLAVERIFY_")}
    sources = os.pathsep.join(str(ROOT / part) for part in ("verifier", "encodings", "obligations"))
    environment = {
        **kept, "PYTHONPATH": sources, "TLAVERIFY_JOBS": "1", "TLAVERIFY_BUDGET": "0.1",
        "TLAVERIFY_CACHE_DIR": str(folder / "cache"), **more,
    }  # fmt: skip
    return subprocess.Popen(
        [*VERIFY, *arguments], cwd=folder, env=environment, text=True, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip


def verdicts(text: str) -> dict[str, str]:
    """The verdicts of a run's JSON by the obligations' ids."""
    modules = json.loads(text)["modules"]
    return {o["id"]: o["verdict"] for m in modules for t in m["theorems"] for o in t["obligations"]}


def settled(folder: Path, *arguments: str, **more: str) -> tuple[int, dict[str, str], str]:
    """Exit code, verdicts and what is said of the cache, in a run that nobody disturbs."""
    process = start(folder, "all", "--json", *arguments, **more)
    out, errors = process.communicate()
    said = "\n".join(line for line in errors.splitlines() if "[cache]" in line)
    return process.returncode, verdicts(out), said


# -- kill -9 -------------------------------------------------------------------------------------------

Moment = Callable[[subprocess.Popen[str], random.Random], None]


def at_any_time(process: subprocess.Popen[str], dice: random.Random) -> None:
    """Wait for a random time, up to what a run takes on a busy machine."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(dice.uniform(0.0, 6.0))


def after_some_results(process: subprocess.Popen[str], dice: random.Random) -> None:
    """Wait until a random number of obligations is through."""
    assert process.stdout is not None
    for _ in range(dice.randrange(14)):
        process.stdout.readline()


def kill(process: subprocess.Popen[str], dice: random.Random) -> None:
    """Kill -9 the command alone (its workers see to themselves), a worker, or all of them at one stroke."""
    victims = [process.pid]
    children = _children(process.pid)
    how = dice.choice(("command", "worker", "all"))
    if how == "worker" and children:
        victims = [dice.choice(children)]
    for pid in victims if how != "all" else [*victims, *children]:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _children(pid: int) -> list[int]:
    """The processes that ``pid`` started (Linux; elsewhere none are told)."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            fields = status.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            if int(fields[1]) == pid:
                found.append(int(status.parent.name))
    return found


def kill_drill(
    folder: Path, kills: int, seed: int, moment: Moment = at_any_time, say: Callable[[str], None] = print
) -> Iterator[str]:
    """Kill runs that share a cache, ``kills`` times, and yield what is wrong afterwards.

    In each round two runs start at once, under a seed of their own so that they have outcomes to write.
    One or both are killed; what is not killed, and a third run on what they left, must come to the right
    verdicts.
    """
    project(folder)
    dice = random.Random(seed)
    code, right, _ = settled(folder, "--no-cache")
    done = round_ = 0
    while done < kills:
        round_ += 1
        told = ("all", "--output-format", "jsonl", "--seed", str(round_))
        pair = [start(folder, *told) for _ in range(2)]
        doomed = pair if dice.random() < 0.5 and kills - done > 1 else pair[:1]
        for process in doomed:
            moment(process, dice)
            kill(process, dice)
            done += 1
        for process in pair:
            out, _ = process.communicate()
            for line in out.splitlines():
                said = _line(line)
                if said and right[said["id"]] != said["verdict"] and said["verdict"] != "unknown":
                    yield f"round {round_}: {said['id']} is {said['verdict']}, not {right[said['id']]}"
        found = settled(folder, "--seed", str(round_))
        if found != (code, right, ""):
            yield f"round {round_}: exit code {found[0]}, {_difference(found[1], right)}{found[2]}"
        if round_ % 10 == 0:
            say(f"{done} of {kills} killed, {round_} rounds")
    for file in folder.glob("cache/*.sqlite"):
        database = sqlite3.connect(file)
        if database.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            yield f"{file.name} is corrupt"
        database.close()
    if len(list(folder.glob("cache/*.sqlite"))) != 1:
        yield "the cache was begun anew"
    for seed_ in range(1, min(round_, 5) + 1):
        found = settled(folder, "--seed", str(seed_), "--recheck", "100%")
        if found != (code, right, ""):
            yield f"recheck under seed {seed_}: exit code {found[0]}, {found[2]}"


def _line(text: str) -> dict[str, str] | None:
    """An obligation's line of a stream; None for others, and for one that was cut off."""
    try:
        said = json.loads(text)
    except ValueError:
        return None
    return said if isinstance(said, dict) and said.get("type") == "obligation" else None


def _difference(found: dict[str, str], right: dict[str, str]) -> str:
    return ", ".join(f"{k}: {found.get(k)} for {v}" for k, v in right.items() if found.get(k) != v)


# -- a slow machine ------------------------------------------------------------------------------------


class Throttle:
    """Lets a process and its children run for a quarter of the time, and keeps all cores busy besides."""

    def __init__(self, process: subprocess.Popen[str], share: float = 0.25, period: float = 0.04) -> None:
        self._process, self._share, self._period = process, share, period
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run)
        loop = [sys.executable, "-c", "while True: pass"]
        self._busy = [subprocess.Popen(loop) for _ in range(os.cpu_count() or 1)]

    def __enter__(self) -> Throttle:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        for process in self._busy:
            process.kill()
            process.wait()

    def _run(self) -> None:
        while not self._over.is_set() and self._process.poll() is None:
            self._signal(signal.SIGSTOP)
            time.sleep(self._period * (1 - self._share))
            self._signal(signal.SIGCONT)
            time.sleep(self._period * self._share)
        self._signal(signal.SIGCONT)

    def _signal(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)  # the workers are in the command's group


def throttle_drill(modules: Sequence[str], budget: str, say: Callable[[str], None] = print) -> Iterator[str]:
    """Verify ``modules`` as usual and on a throttled machine, and yield which verdicts differ."""
    settings = {"TLAVERIFY_JOBS": str(os.cpu_count() or 1), "TLAVERIFY_BUDGET": budget}
    found = []
    for slow in (False, True):
        began = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:  # where what is told of the last run goes
            settings["TLAVERIFY_CACHE_DIR"] = folder
            process = start(ROOT, "all", "--json", "--no-cache", *modules, **settings)
            with Throttle(process) if slow else contextlib.nullcontext():
                out, errors = process.communicate()
        found.append((process.returncode, verdicts(out), errors))
        count = f"{sum(v == 'proved' for v in found[-1][1].values())} of {len(found[-1][1])} proved"
        how = "a quarter of the CPU" if slow else "as usual"
        say(f"{how}: {count}, exit code {process.returncode}, {time.perf_counter() - began:.1f} s")
    usual, slowly = found
    if not usual[1]:
        yield f"nothing was verified: {usual[2]}"
    if usual[0] != slowly[0]:
        yield f"exit code {slowly[0]} for {usual[0]}"
    if usual[1] != slowly[1]:
        yield _difference(slowly[1], usual[1])


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    drills = parser.add_subparsers(dest="drill", required=True)
    kills = drills.add_parser("kill")
    kills.add_argument("--kills", type=int, default=200)
    kills.add_argument("--seed", type=int, default=0)
    throttle = drills.add_parser("throttle")
    throttle.add_argument("--modules", nargs="+", default=[
        "specs/paxos", "specs/bakery/BakeryData.tla", "specs/bakery/BakeryDeconstructedAtomicAuto.tla",
    ])  # fmt: skip
    throttle.add_argument("--budget", default="1")
    told = parser.parse_args()
    if told.drill == "kill":
        with tempfile.TemporaryDirectory() as folder:
            wrong = list(kill_drill(Path(folder), told.kills, told.seed))
    else:
        wrong = list(throttle_drill(told.modules, told.budget))
    print("\n".join(wrong) or "all verdicts right")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
