"""Units, what they are and were called, their groups, their people, what these are told; the loaded work years."""

from gongkai.apps.orgs.models.people import FeedToken, Membership, Message, User
from gongkai.apps.orgs.models.units import Unit, UnitGroup, UnitName
from gongkai.apps.orgs.models.years import WorkYear

__all__ = ["FeedToken", "Membership", "Message", "Unit", "UnitGroup", "UnitName", "User", "WorkYear"]
