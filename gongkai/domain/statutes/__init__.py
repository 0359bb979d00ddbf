"""The rule in force on a date: the steps and gates of review, and its time limits."""

from gongkai.domain.statutes._rules import Limit, RuleNotInForce, StepRule, gate_words, step_rules, time_limit

__all__ = ["Limit", "RuleNotInForce", "StepRule", "gate_words", "step_rules", "time_limit"]
