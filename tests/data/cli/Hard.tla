-------------------------------- MODULE Hard --------------------------------
(* One theorem that is proved at once, and one that no budget of a test is enough for. *)
EXTENDS Integers

CONSTANTS a, b, c, n

THEOREM Easy == a \in Int => a + 0 = a
  OBVIOUS

THEOREM Fermat ==
  ASSUME a \in Nat \ {0}, b \in Nat \ {0}, c \in Nat \ {0}
  PROVE  a*a*a + b*b*b # c*c*c
  OBVIOUS
=============================================================================
