"""Impact: what a reform changed, by methods that know no province.

Each method is one function that takes a long frame and returns an `Estimate`.
"""

from par_eval.impact.estimate import Estimate

__all__ = ["Estimate"]
