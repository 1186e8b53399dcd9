; TRUE # FALSE, the two values of BOOLEAN in the universe.
(assert (not (= true! false!)))
