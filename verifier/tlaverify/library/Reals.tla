------------------------------- MODULE Reals --------------------------------
(* The real numbers.  They are declared, not axiomatised: nothing is known  *)
(* of them beyond what the encodings state.                                 *)
EXTENDS Integers

Real == CHOOSE S : TRUE (*{ builtin "Real" }*)

a / b == CHOOSE c : TRUE (*{ builtin "/" }*)

Infinity == CHOOSE x : TRUE (*{ builtin "Infinity" }*)
=============================================================================
