; isseq!(s): s is a function whose domain is 1 .. n for a natural n, which is then len!(s).
(assert (forall ((s U))
  (! (=> (isseq! s) (and (isfcn! s) (<= 0 (len! s)) (= (dom! s) (range! 1 (len! s)))))
   :pattern ((isseq! s)))))
(assert (forall ((s U) (n Int))
  (! (=> (and (isfcn! s) (<= 0 n) (= (dom! s) (range! 1 n))) (and (isseq! s) (= (len! s) n)))
   :pattern ((isseq! s) (range! 1 n)))))
