------------------------------ MODULE Integers ------------------------------
(* The integers: the operators of Naturals, Int, and the unary minus. *)
EXTENDS Naturals

Int == CHOOSE S : TRUE (*{ builtin "Int" }*)

-. a == 0 - a (*{ builtin "-." }*)
=============================================================================
