------------------------------ MODULE Counter ------------------------------
(* A counter that never goes below its start: small proofs of every shape. *)
EXTENDS Integers, TLAPS

CONSTANT Start
ASSUME StartAssumption == Start \in Int

VARIABLE count

Init == count = Start
Next == count' = count + 1
Spec == Init /\ [][Next]_count

Inv == count \in Int /\ count >= Start

LEMMA Initial == Init => Inv
  BY StartAssumption DEF Init, Inv

THEOREM Correct == Spec => []Inv
<1>1. Inv /\ [Next]_count => Inv'
  <2> SUFFICES ASSUME Inv, [Next]_count PROVE Inv'
    OBVIOUS
  <2>1. CASE Next
    BY <2>1, StartAssumption DEF Inv, Next
  <2>2. CASE UNCHANGED count
    BY <2>2 DEF Inv
  <2> QED
    BY <2>1, <2>2
<1> QED
  BY Initial, <1>1, PTL DEF Spec
=============================================================================
