"""The abstract syntax of TLA+2 modules and proofs, independent of the parser.

Every node carries the span it was read from.  Names are kept in their
canonical ASCII spelling (``\\in``, ``/\\``, ``<=>``, ``\\cup`` ...), whatever
spelling or unicode symbol the text used; comments are gone; parentheses stay
as nodes because operator precedence was resolved around them.

Source: L. Lamport, "Specifying Systems", part IV, and "TLA+2: A Preliminary
Guide" for proofs, labels and subexpression names.
"""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = [
    "Angle",
    "Args",
    "Arity",
    "At",
    "AssumeProve",
    "Assumption",
    "BindGroup",
    "Box",
    "By",
    "Case",
    "Choose",
    "ConstantDecl",
    "Decimal",
    "Except",
    "Expr",
    "Fairness",
    "Field",
    "FnApp",
    "FnCons",
    "FnDef",
    "FnSet",
    "If",
    "InstanceDef",
    "Junction",
    "Label",
    "Lambda",
    "Let",
    "Module",
    "NewDecl",
    "Num",
    "Obvious",
    "Omitted",
    "OpApp",
    "OpDef",
    "Paren",
    "Proof",
    "Quant",
    "RecCons",
    "RecSet",
    "RecursiveDecl",
    "Select",
    "Separator",
    "SetEnum",
    "SetFilter",
    "SetMap",
    "Span",
    "Step",
    "StepId",
    "Steps",
    "Str",
    "Substitution",
    "Theorem",
    "Times",
    "Tuple",
    "Unit",
    "Update",
    "UseHide",
    "VariableDecl",
]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A range of text: lines and columns count from 1, columns in characters; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


NOWHERE = Span(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Node:
    """What all nodes share.  Spans take no part in equality."""

    span: Span = field(compare=False, repr=False, kw_only=True, default=NOWHERE)


# ---------------------------------------------------------------- expressions


@dataclass(frozen=True, slots=True)
class Name(Node):
    """One component ``op(args)`` of a path.

    ``name`` is an identifier, an operator in canonical spelling (unary minus is
    ``-.``), or a step reference such as ``<1>2`` (``<*>``/``<+>`` are resolved by
    the parser's lowering to the level they stand for).
    """

    name: str
    args: tuple[Expr, ...] = ()


@dataclass(frozen=True, slots=True)
class Select(Node):
    """A component of a subexpression path: ``!1``, ``!<<``, ``!>>``, ``!@``, ``!:``."""

    what: str


@dataclass(frozen=True, slots=True)
class Args(Node):
    """A component ``!(e1, ..., en)`` of a subexpression path: instantiates bound variables."""

    args: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class OpApp(Node):
    """Operator application or reference: ``x``, ``a + b``, ``Op(e)``, ``I!Op(e)``, ``Op(a)!(m)!1``.

    Prefix, infix and postfix operators, user-defined or built in, are
    applications of one component whose name is the operator.  Among the built-in
    names: ``/\\ \\/ ~ => <=> = # \\in \\notin ' [] <> ~> -+-> \\cdot ENABLED UNCHANGED
    DOMAIN SUBSET UNION \\cup \\cap \\ \\subseteq TRUE FALSE BOOLEAN STRING``.
    """

    path: tuple[Name | Select | Args, ...]


@dataclass(frozen=True, slots=True)
class Num(Node):
    value: int


@dataclass(frozen=True, slots=True)
class Decimal(Node):
    text: str


@dataclass(frozen=True, slots=True)
class Str(Node):
    """A string literal; ``value`` is unescaped and unquoted."""

    value: str


@dataclass(frozen=True, slots=True)
class Paren(Node):
    body: Expr


@dataclass(frozen=True, slots=True)
class Junction(Node):
    """A bulleted list; ``op`` is ``/\\`` or ``\\/``."""

    op: str
    items: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class BindGroup(Node):
    """``x, y \\in S`` (``tupled`` false), ``<<x, y>> \\in S`` (true), or unbounded (``domain`` None)."""

    names: tuple[str, ...]
    domain: Expr | None
    tupled: bool = False
    name_spans: tuple[Span, ...] = field(compare=False, repr=False, default=())


@dataclass(frozen=True, slots=True)
class Quant(Node):
    """``kind`` is ``\\A``, ``\\E``, ``\\AA`` or ``\\EE``."""

    kind: str
    binds: tuple[BindGroup, ...]
    body: Expr


@dataclass(frozen=True, slots=True)
class Choose(Node):
    bind: BindGroup
    body: Expr


@dataclass(frozen=True, slots=True)
class SetEnum(Node):
    items: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class SetFilter(Node):
    """``{x \\in S : P}``."""

    bind: BindGroup
    body: Expr


@dataclass(frozen=True, slots=True)
class SetMap(Node):
    """``{e : x \\in S, ...}``."""

    body: Expr
    binds: tuple[BindGroup, ...]


@dataclass(frozen=True, slots=True)
class FnCons(Node):
    """``[x \\in S, ... |-> e]``."""

    binds: tuple[BindGroup, ...]
    body: Expr


@dataclass(frozen=True, slots=True)
class FnApp(Node):
    """``f[e1, ..., en]``."""

    fn: Expr
    args: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class FnSet(Node):
    """``[S -> T]``."""

    domain: Expr
    codomain: Expr


@dataclass(frozen=True, slots=True)
class RecCons(Node):
    """``[f |-> e, ...]``."""

    fields: tuple[tuple[str, Expr], ...]


@dataclass(frozen=True, slots=True)
class RecSet(Node):
    """``[f : S, ...]``."""

    fields: tuple[tuple[str, Expr], ...]


@dataclass(frozen=True, slots=True)
class Field(Node):
    """``e.f``."""

    record: Expr
    name: str


@dataclass(frozen=True, slots=True)
class Tuple(Node):
    items: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Times(Node):
    """``S1 \\X S2 \\X ...`` (one node for the whole unparenthesised product)."""

    factors: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Update(Node):
    """``![e1]...!.f = value``: each path element is the tuple of arguments in brackets, or a field name."""

    path: tuple[tuple[Expr, ...] | str, ...]
    value: Expr


@dataclass(frozen=True, slots=True)
class Except(Node):
    fn: Expr
    updates: tuple[Update, ...]


@dataclass(frozen=True, slots=True)
class At(Node):
    """``@`` in an EXCEPT value (or in a proof step: the previous right-hand side)."""


@dataclass(frozen=True, slots=True)
class If(Node):
    test: Expr
    then: Expr
    other: Expr


@dataclass(frozen=True, slots=True)
class Case(Node):
    """``CASE p1 -> e1 [] ... [] OTHER -> e``."""

    arms: tuple[tuple[Expr, Expr], ...]
    other: Expr | None


@dataclass(frozen=True, slots=True)
class Let(Node):
    units: tuple[Unit, ...]
    body: Expr


@dataclass(frozen=True, slots=True)
class Arity(Node):
    """A declared or formal operator: ``x`` has arity 0, ``F(_, _)`` arity 2."""

    name: str
    arity: int = 0


@dataclass(frozen=True, slots=True)
class Lambda(Node):
    params: tuple[Arity, ...]
    body: Expr


@dataclass(frozen=True, slots=True)
class Box(Node):
    """``[A]_v``."""

    action: Expr
    sub: Expr


@dataclass(frozen=True, slots=True)
class Angle(Node):
    """``<<A>>_v``."""

    action: Expr
    sub: Expr


@dataclass(frozen=True, slots=True)
class Fairness(Node):
    """``WF_v(A)`` or ``SF_v(A)``; ``kind`` is ``WF_`` or ``SF_``."""

    kind: str
    sub: Expr
    action: Expr


@dataclass(frozen=True, slots=True)
class Label(Node):
    """``lab(x, y) :: e``."""

    name: str
    params: tuple[str, ...]
    body: Expr | AssumeProve


@dataclass(frozen=True, slots=True)
class NewDecl(Node):
    """``NEW CONSTANT x \\in S``: ``kind`` is CONSTANT, VARIABLE, STATE, ACTION or TEMPORAL."""

    kind: str
    op: Arity
    domain: Expr | None = None


@dataclass(frozen=True, slots=True)
class AssumeProve(Node):
    """``ASSUME a1, ... PROVE g``; ``boxed`` for the ``[]ASSUME ... []PROVE`` form."""

    assumes: tuple[NewDecl | Expr | AssumeProve, ...]
    prove: Expr
    boxed: bool = False


Expr = (
    OpApp
    | Num
    | Decimal
    | Str
    | Paren
    | Junction
    | Quant
    | Choose
    | SetEnum
    | SetFilter
    | SetMap
    | FnCons
    | FnApp
    | FnSet
    | RecCons
    | RecSet
    | Field
    | Tuple
    | Times
    | Except
    | At
    | If
    | Case
    | Let
    | Lambda
    | Box
    | Angle
    | Fairness
    | Label
    | AssumeProve
)

# ---------------------------------------------------------------------- units


@dataclass(frozen=True, slots=True)
class ConstantDecl(Node):
    ops: tuple[Arity, ...]


@dataclass(frozen=True, slots=True)
class VariableDecl(Node):
    names: tuple[Arity, ...]


@dataclass(frozen=True, slots=True)
class RecursiveDecl(Node):
    ops: tuple[Arity, ...]


@dataclass(frozen=True, slots=True)
class OpDef(Node):
    """``Op(a, F(_)) == e``.

    ``pragma`` holds the text inside a ``(*{ ... }*)`` comment that follows the
    body, if any (the form in which TLAPS's backends are declared).
    """

    name: str
    params: tuple[Arity, ...]
    body: Expr
    local: bool = False
    pragma: str | None = None


@dataclass(frozen=True, slots=True)
class FnDef(Node):
    """``f[x \\in S, ...] == e``."""

    name: str
    binds: tuple[BindGroup, ...]
    body: Expr
    local: bool = False


@dataclass(frozen=True, slots=True)
class Substitution(Node):
    """``name <- value``; the value may name an operator (an OpApp without arguments, or a Lambda)."""

    name: str
    value: Expr


@dataclass(frozen=True, slots=True)
class InstanceDef(Node):
    """``I(x) == INSTANCE M WITH ...``; ``name`` is None for a plain ``INSTANCE M WITH ...``."""

    name: str | None
    params: tuple[Arity, ...]
    module: str
    substitutions: tuple[Substitution, ...]
    local: bool = False


@dataclass(frozen=True, slots=True)
class Assumption(Node):
    """ASSUME, ASSUMPTION or AXIOM."""

    keyword: str
    name: str | None
    body: Expr


@dataclass(frozen=True, slots=True)
class Theorem(Node):
    """THEOREM, LEMMA, PROPOSITION or COROLLARY; ``proof`` is None where the text gives none."""

    keyword: str
    name: str | None
    statement: Expr | AssumeProve
    proof: Proof | None


@dataclass(frozen=True, slots=True)
class Separator(Node):
    """``----``."""


@dataclass(frozen=True, slots=True)
class Module(Node):
    name: str
    extends: tuple[tuple[str, Span], ...]
    units: tuple[Unit, ...]


# --------------------------------------------------------------------- proofs


@dataclass(frozen=True, slots=True)
class Omitted(Node):
    pass


@dataclass(frozen=True, slots=True)
class Obvious(Node):
    pass


@dataclass(frozen=True, slots=True)
class By(Node):
    """``BY [ONLY] facts DEF defs``.

    A fact is an expression (a step or theorem name is an OpApp) or ``MODULE M``
    (an OpApp of the one name ``MODULE M``).  A definition is an OpApp without
    arguments; an operator symbol such as ``\\ll`` or ``I!\\ll`` likewise.
    """

    facts: tuple[Expr, ...]
    defs: tuple[OpApp, ...]
    only: bool = False


@dataclass(frozen=True, slots=True)
class Steps(Node):
    steps: tuple[Step, ...]


Proof = Omitted | Obvious | By | Steps


@dataclass(frozen=True, slots=True)
class StepId(Node):
    """``<2>3.``: level 2, label ``3``; the label is None for an unnamed step (``<2>``, ``<2>.``)."""

    level: int
    label: str | None

    @property
    def text(self) -> str:
        """How the step is named in a citation, ``<2>3``."""
        return f"<{self.level}>{self.label or ''}"


@dataclass(frozen=True, slots=True)
class Assertion(Node):
    statement: Expr | AssumeProve


@dataclass(frozen=True, slots=True)
class Suffices(Node):
    statement: Expr | AssumeProve


@dataclass(frozen=True, slots=True)
class CaseStep(Node):
    condition: Expr


@dataclass(frozen=True, slots=True)
class Pick(Node):
    binds: tuple[BindGroup, ...]
    body: Expr


@dataclass(frozen=True, slots=True)
class Take(Node):
    binds: tuple[BindGroup, ...]


@dataclass(frozen=True, slots=True)
class Witness(Node):
    exprs: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Have(Node):
    formula: Expr


@dataclass(frozen=True, slots=True)
class Define(Node):
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class UseHide(Node):
    """``USE``/``HIDE [ONLY] facts DEF defs``, at module level or as a step."""

    hide: bool
    facts: tuple[Expr, ...]
    defs: tuple[OpApp, ...]
    only: bool = False


@dataclass(frozen=True, slots=True)
class Qed(Node):
    pass


StepBody = (
    Assertion | Suffices | CaseStep | Pick | Take | Witness | Have | Define | UseHide | InstanceDef | Qed
)


@dataclass(frozen=True, slots=True)
class Step(Node):
    """One proof step; ``proof`` is None where the text gives none (and for steps that take none)."""

    id: StepId
    body: StepBody
    proof: Proof | None


Unit = (
    ConstantDecl
    | VariableDecl
    | RecursiveDecl
    | OpDef
    | FnDef
    | InstanceDef
    | Assumption
    | Theorem
    | UseHide
    | Separator
    | Module
)
