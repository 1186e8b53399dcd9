--------------------------- MODULE FoldsTheorems ----------------------------
(* Facts about MapThenFoldSet; trusted, they carry no proof here. *)
EXTENDS Folds, FiniteSets

(* The recursion equation, and its two cases. *)
THEOREM MapThenFoldSetDef ==
  ASSUME NEW op(_, _), NEW base, NEW f(_), NEW choose(_), NEW S,
         IsFiniteSet(S),
         \A T \in SUBSET S : T # {} => choose(T) \in T
  PROVE  MapThenFoldSet(op, base, f, choose, S) =
           IF S = {} THEN base
           ELSE LET x == choose(S)
                IN  op(f(x), MapThenFoldSet(op, base, f, choose, S \ {x}))

THEOREM MapThenFoldSetEmpty ==
  ASSUME NEW op(_, _), NEW base, NEW f(_), NEW choose(_)
  PROVE  MapThenFoldSet(op, base, f, choose, {}) = base

THEOREM MapThenFoldSetNonempty ==
  ASSUME NEW op(_, _), NEW base, NEW f(_), NEW choose(_), NEW S, S # {},
         IsFiniteSet(S),
         \A T \in SUBSET S : T # {} => choose(T) \in T
  PROVE  MapThenFoldSet(op, base, f, choose, S) =
           LET x == choose(S)
           IN  op(f(x), MapThenFoldSet(op, base, f, choose, S \ {x}))

(* Two maps that agree on S fold to the same value. *)
THEOREM MapThenFoldSetEqual ==
  ASSUME NEW op(_, _), NEW base, NEW choose(_), NEW S, IsFiniteSet(S),
         \A T \in SUBSET S : T # {} => choose(T) \in T,
         NEW f(_), NEW g(_),
         \A s \in S : f(s) = g(s)
  PROVE  MapThenFoldSet(op, base, f, choose, S) =
         MapThenFoldSet(op, base, g, choose, S)

THEOREM MapThenFoldSetType ==
  ASSUME NEW S, IsFiniteSet(S),
         NEW Typ, NEW op(_, _), NEW base \in Typ, NEW f(_), NEW choose(_),
         \A t, u \in Typ : op(t, u) \in Typ,
         \A s \in S : f(s) \in Typ,
         \A T \in SUBSET S : T # {} => choose(T) \in T
  PROVE  MapThenFoldSet(op, base, f, choose, S) \in Typ

(* For an associative and commutative operator, any element may go first. *)
THEOREM MapThenFoldSetAC ==
  ASSUME NEW Typ, NEW op(_, _), NEW base \in Typ, NEW f(_),
         \A t, u \in Typ : op(t, u) \in Typ,
         \A t, u \in Typ : op(t, u) = op(u, t),
         \A t, u, v \in Typ : op(t, op(u, v)) = op(op(t, u), v),
         NEW S, IsFiniteSet(S), NEW x \in S,
         NEW choose(_), \A T \in SUBSET S : T # {} => choose(T) \in T,
         \A s \in S : f(s) \in Typ
  PROVE  MapThenFoldSet(op, base, f, choose, S) =
           op(f(x), MapThenFoldSet(op, base, f, choose, S \ {x}))

THEOREM MapThenFoldSetACAddElement ==
  ASSUME NEW Typ, NEW op(_, _), NEW base \in Typ, NEW f(_),
         \A t, u \in Typ : op(t, u) \in Typ,
         \A t, u \in Typ : op(t, u) = op(u, t),
         \A t, u, v \in Typ : op(t, op(u, v)) = op(op(t, u), v),
         NEW S, IsFiniteSet(S), NEW x, x \notin S,
         NEW choose(_), \A T \in SUBSET (S \cup {x}) : T # {} => choose(T) \in T,
         \A s \in S \cup {x} : f(s) \in Typ
  PROVE  MapThenFoldSet(op, base, f, choose, S \cup {x}) =
           op(f(x), MapThenFoldSet(op, base, f, choose, S))

THEOREM MapThenFoldSetDisjointUnion ==
  ASSUME NEW Typ, NEW op(_, _), NEW base \in Typ, NEW f(_),
         \A t, u \in Typ : op(t, u) \in Typ,
         \A t, u \in Typ : op(t, u) = op(u, t),
         \A t, u, v \in Typ : op(t, op(u, v)) = op(op(t, u), v),
         \A t \in Typ : op(base, t) = t,
         NEW S, IsFiniteSet(S),
         NEW T, IsFiniteSet(T), S \cap T = {},
         NEW choose(_),
         \A U \in SUBSET (S \cup T) : U # {} => choose(U) \in U,
         \A x \in S \cup T : f(x) \in Typ
  PROVE  MapThenFoldSet(op, base, f, choose, S \cup T) =
           op(MapThenFoldSet(op, base, f, choose, S),
              MapThenFoldSet(op, base, f, choose, T))
=============================================================================
