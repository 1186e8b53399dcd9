---- MODULE Unspecified ----
\* What the standard modules leave open, and what they do say where one might think otherwise.
EXTENDS Integers, Sequences, FiniteSets, Bags, TLAPS

\* the standard module gives Tail for sequences that are not empty only
THEOREM Un01 == Tail(<<>>) = <<>> OBVIOUS
THEOREM Un02 == Tail(<<>>) = <<>> BY DEF Tail
THEOREM Un03 == Len(Tail(<<>>)) = 0 OBVIOUS
\* v need not be a set of values, so that there may be no record to choose
THEOREM Un04 == \A v : ToString(v) \in STRING BY DEF ToString
\* division is specified for positive divisors
THEOREM Un05 == 5 % (-3) = 2 OBVIOUS
THEOREM Un06 == 5 \div (-3) = -2 OBVIOUS
\* it rounds down, not to 0
THEOREM Un07 == (-5) % 3 = -2 OBVIOUS
THEOREM Un08 == (-5) \div 3 = -1 OBVIOUS
\* 2 ^ (-1) is 1/2, which is not 0; 0 ^ 0 is open
THEOREM Un09 == 2 ^ (-1) = 0 OBVIOUS
THEOREM Un10 == 2 ^ (-1) \in Int OBVIOUS
THEOREM Un11 == 0 ^ 0 = 0 OBVIOUS
THEOREM Un12 == \A a, b \in Int : a ^ b \in Int OBVIOUS
\* the power binds more than the minus
THEOREM Un13 == -2 ^ 2 = 4 OBVIOUS
\* what is between values that are no numbers is open, also whether there are finitely many
THEOREM Un14 == ("a" .. "b") = {} OBVIOUS
THEOREM Un15 == \A a, b : IsFiniteSet(a .. b) OBVIOUS
\* a string is a sequence, but its elements are open
THEOREM Un16 == "abc" = <<"a", "b", "c">> OBVIOUS
THEOREM Un17 == "ab" \o "c" = "abc" OBVIOUS
THEOREM Un18 == "" # <<>> OBVIOUS
\* s need not be a sequence
THEOREM Un19 == \A s : s \o <<>> = s OBVIOUS
THEOREM Un20 == \A s : SubSeq(s, 1, Len(s)) = s OBVIOUS
THEOREM Un21 == \A s, t : Len(s \o t) = Len(s) + Len(t) OBVIOUS
\* SubSeq is as long as its bounds say, whatever stands past the end
THEOREM Un22 == SubSeq(<<1, 2, 3>>, 2, 5) = <<2, 3>> OBVIOUS
THEOREM Un23 == SubSeq(<<1, 2, 3>>, 2, 5) \in Seq(Nat) OBVIOUS
THEOREM Un24 == SubSeq(<<1, 2, 3>>, 0, 1) = <<1>> OBVIOUS
\* bags that are none
THEOREM Un25 == \A B : B (-) B = EmptyBag BY DEF (-), EmptyBag, SetToBag
THEOREM Un26 == \A B, e : CopiesIn(e, B) \in Nat BY DEF CopiesIn, BagIn, BagToSet
\* the left function counts first
THEOREM Un27 == (1 :> 2 @@ 1 :> 3)[1] = 3 BY DEF :>, @@
\* Assert of what is false is some value
THEOREM Un28 == Assert(FALSE, "x") = FALSE BY DEF Assert
\* whether a value that is no Boolean is true is open
THEOREM Un29 == (IF 5 THEN 1 ELSE 2) = 2 OBVIOUS
THEOREM Un30 == {p \in {5} : p} = {} OBVIOUS
THEOREM Un31 == ~(\E p \in {5} : p) OBVIOUS
\* a conjunction is a Boolean, p need not be one
THEOREM Un32 == \A p : (p /\ p) = p OBVIOUS
THEOREM Un33 == ASSUME NEW p, NEW q, p <=> q PROVE (CHOOSE z : z = p) = (CHOOSE z : z = q) OBVIOUS
\* the order of values that are no numbers is open
THEOREM Un34 == \A a, b : a <= b \/ b <= a OBVIOUS
THEOREM Un35 == \A a, b : a < b => ~(b <= a) OBVIOUS
\* a filter of what is no set of numbers
THEOREM Un36 == {x \in 7 : TRUE} = {} OBVIOUS
\* f need not be a function, and its domain is what it is
THEOREM Un37 == \A f : [f EXCEPT ![1] = f[1]] = f OBVIOUS
THEOREM Un38 == \A f : f \in [DOMAIN f -> {f[z] : z \in DOMAIN f}] OBVIOUS
THEOREM Un39 == [<<<<1, 2>>, 3>> EXCEPT ![1][2] = @ + 5, ![1][2] = @ + 1][1][2] = 3 OBVIOUS
====
