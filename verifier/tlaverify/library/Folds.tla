------------------------------- MODULE Folds --------------------------------
(* Folding a binary operator over a set. *)

(* op(f(x1), op(f(x2), ... op(f(xn), base))), where x1 == choose(S), x2 ==   *)
(* choose(S \ {x1}), and so on.  Where the order matters to op, it is the    *)
(* order in which `choose` picks.                                            *)
MapThenFoldSet(op(_, _), base, f(_), choose(_), S) ==
  LET fold[T \in SUBSET S] ==
        IF T = {}
        THEN base
        ELSE LET x == choose(T) IN op(f(x), fold[T \ {x}])
  IN  fold[S]
=============================================================================
