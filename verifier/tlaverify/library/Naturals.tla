------------------------------ MODULE Naturals ------------------------------
(* The natural numbers and their arithmetic.                                *)
(*                                                                          *)
(* A definition that is followed by a `builtin` pragma is interpreted: its  *)
(* body is never used, and its meaning is that of the named operator of     *)
(* kernel/operators.py.  Numbers follow "Specifying Systems", section 18.4: *)
(* Nat is a subset of Int, the operators are specified on numbers only.     *)

Nat == CHOOSE S : TRUE (*{ builtin "Nat" }*)

a + b == CHOOSE c : TRUE (*{ builtin "+" }*)
a - b == CHOOSE c : TRUE (*{ builtin "-" }*)
a * b == CHOOSE c : TRUE (*{ builtin "*" }*)
a ^ b == CHOOSE c : TRUE (*{ builtin "^" }*)

(* For b > 0: a = b * (a \div b) + (a % b) and a % b \in 0 .. b-1. *)
a % b == CHOOSE c : TRUE (*{ builtin "%" }*)
a \div b == CHOOSE c : TRUE (*{ builtin "\\div" }*)

a < b == CHOOSE c : TRUE (*{ builtin "<" }*)
a \leq b == CHOOSE c : TRUE (*{ builtin "<=" }*)
a > b == b < a (*{ builtin ">" }*)
a \geq b == b \leq a (*{ builtin ">=" }*)

(* The integers i with a <= i and i <= b. *)
a .. b == CHOOSE S : TRUE (*{ builtin ".." }*)
=============================================================================
