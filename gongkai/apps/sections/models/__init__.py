"""The tree of the public site and the standard catalogues."""

from gongkai.apps.sections.models.catalogues import CatalogueSection, PowerEntry, StandardCatalogue, StandardItem
from gongkai.apps.sections.models.forms import FormAnswer, FormField, FormPage
from gongkai.apps.sections.models.homes import TopicPage, UnitHome
from gongkai.apps.sections.models.local_standards import LocalStandard, StandardComment, StandardText
from gongkai.apps.sections.models.site import SiteFacts
from gongkai.apps.sections.models.tree import HomePage, PathAlias, Section, SectionChange

__all__ = [
    "CatalogueSection",
    "FormAnswer",
    "FormField",
    "FormPage",
    "HomePage",
    "LocalStandard",
    "PathAlias",
    "PowerEntry",
    "Section",
    "SectionChange",
    "SiteFacts",
    "StandardCatalogue",
    "StandardComment",
    "StandardItem",
    "StandardText",
    "TopicPage",
    "UnitHome",
]
