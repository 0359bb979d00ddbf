"""Documents, what binds them, their libraries, and the work of interpreting them."""

from gongkai.apps.documents.models.channels import ChannelRecord
from gongkai.apps.documents.models.documents import (
    Attachment,
    Document,
    DocumentVersion,
    IndexNumber,
    Placement,
    PublicState,
)
from gongkai.apps.documents.models.interpretation import (
    Briefing,
    MediaPack,
    OutreachEvent,
    OutreachPhoto,
    OutreachQuestion,
    PackRepost,
    PressEvent,
    PressPlan,
)
from gongkai.apps.documents.models.libraries import (
    AppliedRule,
    CleanUp,
    CleanUpEntry,
    GazetteArticle,
    GazetteIssue,
    GazetteSpread,
    OfficialText,
    PlanPeriod,
)
from gongkai.apps.documents.models.relations import Citation, DocumentDuty, Relation

__all__ = [
    "AppliedRule",
    "Attachment",
    "Briefing",
    "ChannelRecord",
    "Citation",
    "CleanUp",
    "CleanUpEntry",
    "Document",
    "DocumentDuty",
    "DocumentVersion",
    "GazetteArticle",
    "GazetteIssue",
    "GazetteSpread",
    "IndexNumber",
    "MediaPack",
    "OfficialText",
    "OutreachEvent",
    "OutreachPhoto",
    "OutreachQuestion",
    "PackRepost",
    "Placement",
    "PlanPeriod",
    "PressEvent",
    "PressPlan",
    "PublicState",
    "Relation",
]
