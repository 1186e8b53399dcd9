"""Equality of values is what TLA+ says of them, part by part, however it is found."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tlaverify.evaluate.compare import distinct, equal, member
from tlaverify.evaluate.values import (
    Boolean,
    FiniteSet,
    Function,
    Integer,
    Model,
    String,
    Undefined,
    Value,
    finite_set,
    record,
    tuple_of,
)
from tlaverify.evaluate.work import Work

ATOMS = st.one_of(
    st.integers(0, 2).map(Integer), st.sampled_from("ab").map(String), st.booleans().map(Boolean),
    st.sampled_from(["m", "n"]).map(Model),
)
VALUES: st.SearchStrategy[Value] = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(finite_set),
        st.lists(st.tuples(inner, inner), max_size=3).map(lambda pairs: Function(dict(pairs))),
        st.fixed_dictionaries({"a": inner}, optional={"b": inner}).map(record),
    ),
    max_leaves=8,
)


def plainly(a: Value, b: Value) -> bool | None:
    """``a = b`` by comparing all parts with all parts; None where TLA+ does not say."""
    if isinstance(a, Model) or isinstance(b, Model):
        return a == b
    if type(a) is not type(b):
        return None
    if isinstance(a, FiniteSet) and isinstance(b, FiniteSet):
        within = [among(x, b.elements) for x in a.elements]
        return conj(within + [among(x, a.elements) for x in b.elements])
    if isinstance(a, Function) and isinstance(b, Function):
        same = plainly(a.domain(), b.domain())
        if same is not True:
            return same
        at = [next(w for key, w in b.items.items() if plainly(k, key)) for k in a.items]
        return conj([plainly(v, w) for v, w in zip(a.items.values(), at, strict=True)])
    return a == b


def among(x: Value, values: frozenset[Value]) -> bool | None:
    found = [plainly(x, v) for v in values]
    return True if True in found else None if None in found else False


def conj(parts: list[bool | None]) -> bool | None:
    return False if False in parts else None if None in parts else True


def told(truth: object) -> object:
    return None if isinstance(truth, Undefined) else truth


def functions_of_like_arguments(value: Value) -> bool:
    """Whether no function in it has arguments of which TLA+ does not say whether they are equal."""
    if isinstance(value, FiniteSet):
        return all(map(functions_of_like_arguments, value.elements))
    if isinstance(value, Function):
        keys = list(value.items)
        clear = all(plainly(k, key) is not None for k in keys for key in keys)
        once = all(k is key or plainly(k, key) is not True for k in keys for key in keys)
        return clear and once and all(map(functions_of_like_arguments, (*keys, *value.items.values())))
    return True


@settings(max_examples=1500, deadline=None)
@given(VALUES, VALUES)
@example(finite_set([record({"a": Integer(1)})]), finite_set([record({"a": String("a")})]))
@example(finite_set([record({"a": Integer(1)})]), finite_set([record({"a": Integer(1), "b": String("a")})]))
@example(finite_set([]), finite_set([finite_set([])]))
@example(tuple_of(), finite_set([]))
def test_equal(a: Value, b: Value) -> None:
    if functions_of_like_arguments(a) and functions_of_like_arguments(b):
        assert told(equal(a, b, Work())) == (True if a == b else plainly(a, b))


@settings(max_examples=500, deadline=None)
@given(VALUES, st.lists(VALUES, max_size=4))
def test_member_and_distinct(x: Value, items: list[Value]) -> None:
    if not all(map(functions_of_like_arguments, (x, *items))):
        return
    s = finite_set(items)
    assert told(member(x, s, Work())) == (True if x in s.elements else among(x, s.elements))
    once = distinct(tuple(items), Work())
    if not isinstance(once, Undefined):
        assert all(among(v, frozenset(once)) for v in items)
        assert all(plainly(v, w) is False for n, v in enumerate(once) for w in once[:n])
