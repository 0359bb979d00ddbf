"""Reads: reviews and what waits. Findings and wording lists have modules of their own."""

from gongkai.apps.publishing.queries.lists import (
    DisclosureGap,
    Synchrony,
    later_reviews,
    returned_to,
    running,
    scheduled,
    should_be_public,
    synchrony,
    to_reconsider,
    withheld,
)
from gongkai.apps.publishing.queries.processes import (
    ProcessPage,
    gates_of,
    process_of,
    process_page,
    publish_blockers,
)
from gongkai.apps.publishing.queries.waiting import Waiting, review_counts, steps_waiting_for

__all__ = [
    "DisclosureGap",
    "ProcessPage",
    "Synchrony",
    "Waiting",
    "gates_of",
    "later_reviews",
    "process_of",
    "process_page",
    "publish_blockers",
    "returned_to",
    "review_counts",
    "running",
    "scheduled",
    "should_be_public",
    "steps_waiting_for",
    "synchrony",
    "to_reconsider",
    "withheld",
]
