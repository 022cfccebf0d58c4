"""Benchmarks: what a change of the province must be held against (rule 13)."""

from par_eval.evaluation.benchmarks.benchmarks import Benchmarks, benchmarks, runs_for
from par_eval.evaluation.benchmarks.cases import similar_moves, starts_and_changes
from par_eval.evaluation.benchmarks.peers import Peers, peers
from par_eval.evaluation.benchmarks.rebound import Rebound, rebounds

__all__ = [
    "Benchmarks",
    "Peers",
    "Rebound",
    "benchmarks",
    "peers",
    "rebounds",
    "runs_for",
    "similar_moves",
    "starts_and_changes",
]
