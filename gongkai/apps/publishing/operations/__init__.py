"""Writes: review before publication. Findings and wording lists have modules of their own."""

from gongkai.apps.publishing.operations.emergency import publish_in_emergency
from gongkai.apps.publishing.operations.reconsideration import reconsider, watch_reviews
from gongkai.apps.publishing.operations.signing import publish_due, release_due, reschedule, sign
from gongkai.apps.publishing.operations.steps import claim, pass_step, return_step, unclaim
from gongkai.apps.publishing.operations.submission import cancel, submit

__all__ = [
    "cancel",
    "claim",
    "pass_step",
    "publish_due",
    "publish_in_emergency",
    "reconsider",
    "release_due",
    "reschedule",
    "return_step",
    "sign",
    "submit",
    "unclaim",
    "watch_reviews",
]
