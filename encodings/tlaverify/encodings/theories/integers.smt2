; i2u! injects the integers into the universe, isint! is membership in Int, u2i! its inverse there.
; \A i \in Int : i2u!(i) is an integer, and it is i.
(assert (forall ((i Int)) (! (and (isint! (i2u! i)) (= (u2i! (i2u! i)) i)) :pattern ((i2u! i)))))
; \A x : x \in Int => x is i2u! of an integer.
(assert (forall ((x U)) (! (=> (isint! x) (= (i2u! (u2i! x)) x)) :pattern ((isint! x)))))
