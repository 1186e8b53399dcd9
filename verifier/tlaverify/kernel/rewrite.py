"""Substitution and traversal of terms."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from tlaverify.kernel.term import Apply, Bind, Bound, Kind, Lambda, Let, LetDef, Symbol, Term, fresh

__all__ = ["beta", "map_children", "substitute", "subterms"]


def substitute(term: Term, values: Mapping[Symbol, Term]) -> Term:
    """Replace free BOUND symbols, renaming binders where they would capture.

    A symbol of arity 0 is replaced by a term; one of arity n by a Lambda with n
    parameters, which is applied at each occurrence (beta-reduced).

    >>> # \\E y : x = y   with x := y   becomes   \\E y$1 : y = y$1
    """
    live = {s: v for s, v in values.items() if s in term.free}
    return _subst(term, live) if live else term


def beta(fn: Lambda, args: tuple[Term, ...]) -> Term:
    """``(LAMBDA params: body)(args)``."""
    if len(fn.params) != len(args):
        raise ValueError(f"operator of {len(fn.params)} parameters applied to {len(args)} arguments")
    return substitute(fn.body, dict(zip(fn.params, args, strict=True)))


def _subst(term: Term, values: dict[Symbol, Term]) -> Term:
    if not any(s in values for s in term.free):
        return term
    if isinstance(term, Apply):
        args = tuple(_subst(a, values) for a in term.args)
        if term.op.kind is Kind.BOUND:
            value = values.get(term.op)
            if value is not None:
                if not args and term.op.arity == 0:
                    return value
                if isinstance(value, Lambda):
                    return beta(value, args)
                if isinstance(value, Apply) and not value.args:
                    return Apply(value.op, args)
                raise ValueError(f"{term.op.name} of arity {term.op.arity} replaced by a term")
        return Apply(term.op, args)
    if isinstance(term, Lambda):
        params, body = _under(term.params, term.body, values)
        return Lambda(params, body)
    if isinstance(term, Bind):
        domains = [None if b.domain is None else _subst(b.domain, values) for b in term.bounds]
        symbols, body = _under(tuple(b.symbol for b in term.bounds), term.body, values)
        return Bind(term.binder, tuple(Bound(s, d) for s, d in zip(symbols, domains, strict=True)), body)
    if isinstance(term, Let):
        return _subst_let(term, values)
    return term


def _subst_let(term: Let, values: dict[Symbol, Term]) -> Term:
    incoming = {f for v in values.values() for f in v.free}
    taken = incoming | {d.symbol for d in term.defs} | term.body.free
    taken |= {f for d in term.defs for f in d.body.free}
    live = dict(values)
    defs: list[LetDef] = []
    for d in term.defs:
        symbol = fresh(d.symbol, taken) if d.symbol in incoming else d.symbol
        taken.add(symbol)
        inner = dict(live)
        if d.recursive:
            inner.pop(d.symbol, None)
            if symbol != d.symbol:
                inner[d.symbol] = Apply(symbol, ())
        params, body = _under(d.params, d.body, inner)
        live.pop(d.symbol, None)
        if symbol != d.symbol:
            live[d.symbol] = Apply(symbol, ())
        defs.append(LetDef(symbol, params, body, d.recursive))
    return Let(tuple(defs), _subst(term.body, live))


def _under(
    symbols: tuple[Symbol, ...], body: Term, values: dict[Symbol, Term]
) -> tuple[tuple[Symbol, ...], Term]:
    """Substitute in the scope of ``symbols``, which are renamed if a value mentions them."""
    inner = {s: v for s, v in values.items() if s not in symbols and s in body.free}
    if not inner:
        return symbols, body
    incoming = {f for v in inner.values() for f in v.free}
    out: list[Symbol] = []
    for s in symbols:
        if s in incoming:
            new = fresh(s, incoming | body.free | set(symbols) | set(out))
            inner[s] = Apply(new, ())
            out.append(new)
        else:
            out.append(s)
    return tuple(out), _subst(body, inner)


def map_children(term: Term, fn: Callable[[Term], Term]) -> Term:
    """The term with ``fn`` applied to each immediate subterm (binders are left as they are)."""
    if isinstance(term, Apply):
        if not term.args:
            return term
        args = tuple(fn(a) for a in term.args)
        return term if all(a is b for a, b in zip(args, term.args, strict=True)) else Apply(term.op, args)
    if isinstance(term, Lambda):
        body = fn(term.body)
        return term if body is term.body else Lambda(term.params, body)
    if isinstance(term, Bind):
        domains = [None if b.domain is None else fn(b.domain) for b in term.bounds]
        body = fn(term.body)
        if body is term.body and all(d is b.domain for d, b in zip(domains, term.bounds, strict=True)):
            return term
        bounds = tuple(Bound(b.symbol, d) for b, d in zip(term.bounds, domains, strict=True))
        return Bind(term.binder, bounds, body)
    if isinstance(term, Let):
        defs = tuple(LetDef(d.symbol, d.params, fn(d.body), d.recursive) for d in term.defs)
        return Let(defs, fn(term.body))
    return term


def subterms(term: Term) -> Iterator[Term]:
    """All subterms, the term itself first."""
    stack = [term]
    while stack:
        t = stack.pop()
        yield t
        if isinstance(t, Apply):
            stack.extend(reversed(t.args))
        elif isinstance(t, Lambda):
            stack.append(t.body)
        elif isinstance(t, Bind):
            stack.append(t.body)
            stack.extend(b.domain for b in t.bounds if b.domain is not None)
        elif isinstance(t, Let):
            stack.append(t.body)
            stack.extend(d.body for d in t.defs)
