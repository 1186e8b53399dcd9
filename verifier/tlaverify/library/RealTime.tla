------------------------------ MODULE RealTime ------------------------------
(* Real-time bounds on actions, and the clock that they are measured by, as *)
(* chapter 9 of "Specifying Systems" introduces them.                       *)
EXTENDS Reals

VARIABLE now

(* The clock advances, to any later time, while v does not change; and it  *)
(* goes beyond every bound.                                                *)
RTnow(v) ==
  LET Tick == /\ now' \in {t \in Real : t > now}
              /\ UNCHANGED v
  IN  /\ now \in Real
      /\ [][Tick]_now
      /\ \A t \in Real : WF_now(Tick /\ now' > t)

(* A step that changes v is an A step only when A has been enabled for D    *)
(* units of time; A is not enabled for more than E units without a step.   *)
RTBound(A, v, D, E) ==
  LET Reset == <<A>>_v \/ ~(ENABLED <<A>>_v)'
      Step(t) == t' = IF Reset THEN 0 ELSE t + (now' - now)
      Timer(t) == t = 0 /\ [][Step(t)]_<<t, v, now>>
      AtMost(t) == [](t <= E)
      AtLeast(t) == [][A => t >= D]_v
  IN  \EE t : Timer(t) /\ AtMost(t) /\ AtLeast(t)
=============================================================================
