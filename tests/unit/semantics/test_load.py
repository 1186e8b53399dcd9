"""Finding modules: folders, roots, the library; EXTENDS."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

import pytest

from tlaverify.kernel.diagnostic import DiagnosticError
from tlaverify.kernel.garbage import uncollected
from tlaverify.kernel.term import Apply, Kind
from tlaverify.obligations.generate import generate
from tlaverify.semantics.load import KnownModules, library_modules, load_module
from tlaverify.semantics.printing import show
from tlaverify.semantics.program import Program, TheoremUnit
from tlaverify.semantics.scope import Defined, Interpreted

Load = Callable[..., Program]


def write(folder: Path, name: str, body: str, extends: str = "") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.tla"
    head = f"EXTENDS {extends}\n" if extends else ""
    path.write_text(f"---- MODULE {name} ----\n{head}{body}\n====\n", encoding="utf-8")
    return path


def refused(path: Path | str, roots: list[Path]) -> str:
    with pytest.raises(DiagnosticError) as caught:
        load_module(path, roots)
    return caught.value.diagnostics[0].code


@pytest.mark.parametrize("name", sorted(library_modules()))
def test_library_module(name: str) -> None:
    assert load_module(name).main.library


def test_order_of_the_places(tmp_path: Path) -> None:
    main = write(tmp_path / "here", "Main", "A == x", "Other")
    root = tmp_path / "root"
    write(root, "Other", "x == 1")
    other = load_module(main, [root]).modules["Other"].scope.lookup("x")
    assert isinstance(other, Defined) and show(other.definition.body) == "1"
    write(tmp_path / "here", "Other", "x == 2")
    other = load_module(main, [root]).modules["Other"].scope.lookup("x")
    assert isinstance(other, Defined) and show(other.definition.body) == "2"


def test_a_module_by_name(tmp_path: Path) -> None:
    write(tmp_path, "Main", "A == 1")
    assert load_module("Main", [tmp_path]).main.name == "Main"
    assert refused("Mein", [tmp_path]) == "missing-module"


def test_missing_module_with_hint(tmp_path: Path) -> None:
    main = write(tmp_path, "Main", "A == 1", "Sequenzes")
    with pytest.raises(DiagnosticError) as caught:
        load_module(main, [])
    assert caught.value.diagnostics[0].hints == ("did you mean `Sequences` or `SequencesExt`?",)


def test_cycles(tmp_path: Path) -> None:
    write(tmp_path, "A", "x == 1", "B")
    write(tmp_path, "B", "y == 1", "C")
    write(tmp_path, "C", "I == INSTANCE A")
    assert refused(tmp_path / "A.tla", []) == "cyclic-module"
    write(tmp_path, "S", "x == 1", "S")
    assert refused(tmp_path / "S.tla", []) == "cyclic-module"


def test_name_of_the_file(tmp_path: Path) -> None:
    path = write(tmp_path, "A", "x == 1")
    other = path.rename(tmp_path / "B.tla")
    assert refused(other, []) == "module-name"


def test_links_that_leave_the_roots(tmp_path: Path) -> None:
    write(tmp_path / "outside", "Other", "x == 1")
    main = write(tmp_path / "here", "Main", "A == x", "Other")
    (tmp_path / "here" / "Other.tla").symlink_to(tmp_path / "outside" / "Other.tla")
    assert refused(main, []) == "outside-roots"
    assert load_module(main, [tmp_path / "outside"]).main.name == "Main"


def test_extends_is_transitive_and_local_is_not_exported(tmp_path: Path) -> None:
    write(tmp_path, "A", "CONSTANT c\nx == 1\nLOCAL y == 2\nLOCAL INSTANCE FiniteSets\nASSUME c = 1")
    write(tmp_path, "B", "VARIABLE v\nASSUME S == c = 2", "A")
    main = write(tmp_path, "Main", "z == <<x, v, c>>", "B")
    info = load_module(main, []).main
    assert [s.name for s in (*info.constants, *info.variables)] == ["c", "v"]
    assert [s.name for s in info.scope.declared] == ["c", "v"]
    assert info.extends == ("B",) and info.all_extends == ("A", "B")
    assert len(info.assumes) == 2
    assert info.scope.lookup("y") is None and info.scope.lookup("Cardinality") is None


def test_diamond(tmp_path: Path) -> None:
    write(tmp_path, "Base", "CONSTANT c\nx == c\nTHEOREM T == c = c")
    write(tmp_path, "L", "l == x", "Base, Naturals")
    write(tmp_path, "R", "r == x\nLOCAL INSTANCE Naturals", "Base")
    assert load_module(write(tmp_path, "Main", "z == <<l, r, x, 1 + 2>>", "L, R"), []).main.name == "Main"


def test_of_two_definitions_the_first_one_counts(tmp_path: Path) -> None:
    write(tmp_path, "L", "x == 1")
    write(tmp_path, "R", "x == 2\ny == x")
    info = load_module(write(tmp_path, "Main", "z == x", "L, R"), []).main
    z, y = info.scope.lookup("z"), info.scope.lookup("y")
    assert isinstance(z, Defined) and isinstance(y, Defined)
    first, second = z.definition.body, y.definition.body
    assert show(first) == show(second) == "x" and first != second
    write(tmp_path, "V", "VARIABLE x")
    assert refused(write(tmp_path, "Main", "z == x", "L, V"), []) == "redefinition"


def test_builtin_pragmas_count_in_the_library_only(tmp_path: Path) -> None:
    main = write(tmp_path, "Main", 'a + b == CHOOSE c : TRUE (*{ builtin "+" }*)\nA == 1 + 2')
    entry = load_module(main, []).main.scope.lookup("+")
    assert isinstance(entry, Defined)
    assert isinstance(load_module("Naturals").main.scope.lookup("+"), Interpreted)


def test_prover_pragmas_count_everywhere(tmp_path: Path) -> None:
    main = write(
        tmp_path, "Main", 'Mine(X) == TRUE (*{ by (prover: "smt3"; timeout: @) by (prover: "zenon") }*)'
    )
    entry = load_module(main, []).main.scope.lookup("Mine")
    assert isinstance(entry, Defined) and entry.backend is not None
    assert (entry.backend.provers, entry.backend.arity) == (("smt", "zenon"), 1)


def test_a_file_that_hides_a_library_module_is_not_taken_for_it(tmp_path: Path) -> None:
    """The library's theorems speak of the library's operators, whatever stands beside the user's file."""
    write(tmp_path, "FiniteSets", "Cardinality(S) == 7")
    main = write(tmp_path, "Main", "A == Cardinality({})", "FiniteSets, FiniteSetTheorems")
    program = load_module(main, [])
    a = program.main.scope.lookup("A")
    assert isinstance(a, Defined)
    used = a.definition.body.op  # type: ignore[attr-defined]
    assert show(program.main.definitions[used].body) == "7"
    own = program.modules["library:FiniteSets"].scope.lookup("Cardinality")
    assert isinstance(own, Defined) and own.definition.symbol != used


def test_theorems_and_scopes(load: Load) -> None:
    program = load("THEOREM One == 1 = 1\nA == 2\nTHEOREM ASSUME NEW x PROVE x = A\nOBVIOUS")
    first, second = program.main.theorems
    assert isinstance(first, TheoremUnit)
    assert (first.id, second.id, second.name) == ("One", "line 4", None)
    assert first.before.lookup("One") is None and second.before.lookup("One") is not None
    assert first.before.lookup("A") is None
    x = second.inner.lookup("x")
    assert x is not None and second.before.lookup("x") is None
    assert second.inner.declared[-1].scope == "M!line 4"
    assert second.inner.declared[-1].kind is Kind.CONSTANT


def test_nested_modules(load: Load) -> None:
    program = load(
        "CONSTANT k\n---- MODULE In ----\nVARIABLE w\nd == <<k, w>>\n====\nI == INSTANCE In WITH w <- k\n"
        "A == I!d"
    )
    a = program.main.scope.lookup("A")
    assert isinstance(a, Defined)
    used = a.definition.body.op  # type: ignore[attr-defined]
    assert show(program.main.definitions[used].body) == "<<k, k>>"
    assert program.main.variables == ()


def test_a_nested_module_has_the_names_it_extends(load: Load) -> None:
    load(
        "---- MODULE In ----\nEXTENDS Naturals\nd == 1 + 2\n====\nI == INSTANCE In\nA == I!d \\in I!Nat",
        extends="Naturals",
    )


def test_the_users_module_is_meant_even_after_a_library_module(tmp_path: Path) -> None:
    write(tmp_path, "FiniteSets", "Cardinality(S) == 7")
    main = write(tmp_path, "Main", "F == INSTANCE FiniteSets\nA == F!Cardinality({})", "FiniteSetTheorems")
    a = load_module(main, []).main.scope.lookup("A")
    assert isinstance(a, Defined)
    assert a.definition.body.op.scope == "FiniteSets (file)"  # type: ignore[attr-defined]


def test_one_module_of_a_name(tmp_path: Path) -> None:
    write(tmp_path / "one", "Common", "x == 1")
    write(tmp_path / "two", "Common", "x == 2")
    write(tmp_path / "two", "Other", "y == x", "Common")
    main = write(tmp_path / "one", "Main", "z == <<x, y>>", "Common, Other")
    assert load_module(main, [tmp_path / "two"]).main.name == "Main"


def test_deep_nesting_is_no_crash(tmp_path: Path) -> None:
    main = write(tmp_path, "Main", "A == " + " \\o ".join(["<<1>>"] * 30000), "Sequences")
    try:
        load_module(main)
    except DiagnosticError as error:
        assert error.diagnostics[0].code == "nesting"


def test_loads_can_share_the_library(tmp_path: Path) -> None:
    shared = KnownModules()
    one = load_module(write(tmp_path, "One", "A == 1", "FiniteSetTheorems"), [], shared)
    two = load_module(write(tmp_path, "Two", "A == 1", "FiniteSetTheorems"), [], shared)
    three = load_module(write(tmp_path, "Three", "A == 1", "Naturals"), [], shared)
    assert one.modules["FiniteSets"] is two.modules["FiniteSets"]
    assert set(one.modules) - {"One"} == set(two.modules) - {"Two"}
    assert set(three.modules) == {"Three", "Naturals"}


def test_a_run_reads_each_file_once(tmp_path: Path) -> None:
    """What several files extend is one module for all of them, and so is a file that was read by itself."""
    write(tmp_path, "Base", "CONSTANT c\nx == c", "Naturals")
    left = write(tmp_path, "Left", "l == x", "Base")
    right = write(tmp_path, "Right", "r == x", "Base")
    top = write(tmp_path, "Top", "t == <<l, r>>", "Left, Right")
    shared = KnownModules()
    loads = [load_module(path, [tmp_path], shared) for path in (left, top, right, tmp_path / "Base.tla")]
    modules = {info for program in loads for info in program.modules.values()}
    assert len(modules) == len({info.path for info in modules}) == 5
    assert loads[2].main is loads[1].modules["Right"] and loads[3].main is loads[0].modules["Base"]
    alone = [load_module(path, [tmp_path]) for path in (left, top, right, tmp_path / "Base.tla")]
    assert [set(p.modules) for p in loads] == [set(p.modules) for p in alone]
    assert [set(p.looked.items()) for p in loads] == [set(p.looked.items()) for p in alone]


def value(program: Program, name: str) -> str:
    entry = program.main.scope.lookup(name)
    assert isinstance(entry, Defined)
    while isinstance(entry.definition.body, Apply) and entry.definition.body.op.kind is Kind.DEFINED:
        entry = Defined(program.main.definitions[entry.definition.body.op], entry.info)
    return show(entry.definition.body)


def test_files_named_alike_are_not_mixed(tmp_path: Path) -> None:
    """Which file a name leads to depends on the folder, on the roots and on what the load has met before."""
    for n, folder in ((1, "one"), (2, "two")):
        write(tmp_path / folder, "Common", f"x == {n}")
        write(tmp_path / folder, "Main", "z == x", "Common")
    write(tmp_path / "two", "Other", "y == x", "Common")
    write(tmp_path / "one", "Mixed", "z == <<x, y>>\nw == y", "Common, Other")
    shared = KnownModules()
    roots = [tmp_path / "two"]

    def load(folder: str, name: str, roots: list[Path]) -> Program:
        path = tmp_path / folder / f"{name}.tla"
        program = load_module(path, roots, shared)
        assert set(program.modules) == set(load_module(path, roots).modules)
        return program

    assert value(load("one", "Main", roots), "z") == "1"
    assert value(load("two", "Main", roots), "z") == "2"
    assert value(load("two", "Other", roots), "y") == "2"
    assert value(load("one", "Mixed", roots), "w") == "1"  # one module of a name
    assert value(load("two", "Other", roots), "y") == "2"
    write(tmp_path / "three", "Main", "z == x", "Common")
    assert value(load("three", "Main", [tmp_path / "two"]), "z") == "2"
    assert value(load("three", "Main", [tmp_path / "one"]), "z") == "1"


def test_a_file_that_has_changed_is_read_again(tmp_path: Path) -> None:
    write(tmp_path, "Base", "x == 1")
    main = write(tmp_path, "Main", "z == x", "Base")
    shared = KnownModules()
    assert value(load_module(main, [], shared), "z") == "1"
    write(tmp_path, "Base", "x == 2")
    assert value(load_module(main, [], shared), "z") == "2"
    (tmp_path / "Base.tla").unlink()
    write(tmp_path / "root", "Base", "x == 3")
    assert value(load_module(main, [tmp_path / "root"], shared), "z") == "3"


def test_a_module_known_from_another_load_does_not_hide_a_cycle(tmp_path: Path) -> None:
    write(tmp_path / "in", "A", "x == 1")
    write(tmp_path / "in", "B", "y == x", "A")
    shared = KnownModules()
    assert value(load_module(tmp_path / "in" / "B.tla", [tmp_path / "in"], shared), "y") == "1"
    main = write(tmp_path, "A", "z == y", "B")
    for known in (None, shared):
        with pytest.raises(DiagnosticError) as caught:
            load_module(main, [tmp_path / "in"], known)
        assert caught.value.diagnostics[0].code == "cyclic-module"


def test_reading_leaves_no_garbage_in_cycles(tmp_path: Path) -> None:
    """So that memory is freed as soon as it can be although nothing looks for such garbage meanwhile."""

    def leaves(theorems: int) -> int:
        text = "\n".join(
            f"THEOREM T{n} == A = {{c \\in {{1}} : c = 1}}\n<1>1. A = {{1}}\n  BY DEF A\n<1> QED\n  BY <1>1"
            for n in range(theorems)
        )
        path = write(tmp_path, "Main", f"A == {{1}}\n{text}")
        gc.collect()
        with uncollected():
            program = load_module(path)
            made = generate(program.main, program)
            found = gc.collect()
        assert sum(len(t.obligations) for t in made[0]) == 2 * theorems
        return found

    # the least of several: what runs beside the test may leave garbage, too
    assert min(leaves(40) for _ in range(4)) == min(leaves(10) for _ in range(4))


def test_what_was_read_is_not_looked_through_for_garbage_at_once() -> None:
    gc.collect()
    with uncollected():
        kept = [[n] for n in range(100_000)]
    assert gc.get_count()[0] < len(kept) // 10 and not gc.get_freeze_count()
