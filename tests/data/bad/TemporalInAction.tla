---- MODULE TemporalInAction ----
VARIABLE x
Next == x' = x /\ []( x = 0 )
Spec == [][Next]_x
THEOREM Spec => [](x = 0)
  OBVIOUS
====
