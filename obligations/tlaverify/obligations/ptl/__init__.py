"""A decision procedure for propositional linear temporal logic over infinite behaviours.

``formula`` builds formulas, ``decide`` searches for a model: ``simplify`` reduces
the formula, ``arena`` holds its negation normal form, ``cover`` unfolds a tableau
state, ``search`` looks for a fair strongly connected component.
"""

from tlaverify.obligations.ptl.decide import DEFAULT_BUDGET, Closed, Exhausted, Open, Result, decide
from tlaverify.obligations.ptl.formula import Formula
from tlaverify.obligations.ptl.lasso import Lasso, holds

__all__ = ["DEFAULT_BUDGET", "Closed", "Exhausted", "Formula", "Lasso", "Open", "Result", "decide", "holds"]
