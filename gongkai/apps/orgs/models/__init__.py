"""Units, what they are and were called, the groups they form, the people who act for them, what people are told."""

from gongkai.apps.orgs.models.people import FeedToken, Membership, Message, User
from gongkai.apps.orgs.models.units import Unit, UnitGroup, UnitName

__all__ = ["FeedToken", "Membership", "Message", "Unit", "UnitGroup", "UnitName", "User"]
