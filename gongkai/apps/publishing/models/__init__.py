"""Review before publication and what proofing found."""

from gongkai.apps.publishing.models.findings import Finding, WordingEntry
from gongkai.apps.publishing.models.reviews import ReviewProcess, ReviewStep, ReviewTask

__all__ = ["Finding", "ReviewProcess", "ReviewStep", "ReviewTask", "WordingEntry"]
