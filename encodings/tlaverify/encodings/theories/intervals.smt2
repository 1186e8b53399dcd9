; range!(a, b) is a .. b.   \A x : x \in a .. b <=> x \in Int /\ a <= x /\ x <= b
(assert (forall ((a Int) (b Int) (x U))
  (! (= (in! x (range! a b)) (and (isint! x) (<= a (u2i! x)) (<= (u2i! x) b)))
   :pattern ((in! x (range! a b))))))
