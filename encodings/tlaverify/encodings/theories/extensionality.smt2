; Sets with the same elements are equal (every value is a set).  ext! only marks where this may be needed.
(assert (forall ((a U) (b U))
  (! (=> (ext! a b) (or (= a b) (not (= (in! (differ! a b) a) (in! (differ! a b) b)))))
   :pattern ((ext! a b)))))
; Functions with the same domain and the same values there are equal.  Values that differ may have to be told apart in their turn.
(assert (forall ((f U) (g U))
  (! (=> (and (ext! f g) (isfcn! f) (isfcn! g) (= (dom! f) (dom! g)))
         (or (= f g) (and (in! (at! f g) (dom! f)) (not (= (app! f (at! f g)) (app! g (at! f g))))
                          (ext! (app! f (at! f g)) (app! g (at! f g))))))
   :pattern ((ext! f g)))))
