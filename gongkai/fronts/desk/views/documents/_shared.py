"""What the screens of one document share: finding it, and who may read or write it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import Q
from django.http import Http404

from gongkai.apps.documents.models import Document
from gongkai.apps.documents.permissions import may_edit, may_see, may_see_draft, reach
from gongkai.apps.orgs.models import Unit
from gongkai.fronts.desk.views._desk import DeskView

# where the pictures of a body lie: for the public, and on the desk while the document is a draft
PUBLIC_FILES, DESK_FILES = "/doc/{}/files/", "/desk/documents/{}/files/"


class DocumentView(DeskView):
    """A screen about one document. What its reader may not see does not exist here."""

    # False for a screen that shows other units only what is public of the document
    shows_draft = True

    def is_allowed(self) -> bool:
        """Looked up before anything is read from the request."""
        return self.document.pk is not None

    @cached_property
    def document(self) -> Document:
        """The row; 404 when there is none or it is not for this person."""
        units = ("publisher", "responsible_unit", "drafting_unit", "created_by", "openness_decided_by")
        row: Document | None = (
            Document.objects.defer("text").select_related(*units).filter(pk=self.kwargs["pk"]).first()
        )
        if row is None or not may_see(self.user, row):
            raise Http404
        if self.shows_draft and not may_see_draft(self.user, row):
            raise Http404
        return row

    @cached_property
    def is_insider(self) -> bool:
        """Whether this person reads more of the document than the public does."""
        return may_see_draft(self.user, self.document)

    @cached_property
    def is_writer(self) -> bool:
        """Whether this person may change the document."""
        return may_edit(self.user, self.document)


def publishers_for(user: Any) -> list[Unit]:
    """Who may publish what this person drafts: the own units, and the oversight office, which publishes for all."""
    held = reach(user)
    units = Unit.objects.filter(is_active=True)
    if not held.may_manage:
        units = units.filter(Q(pk__in=held.works_for) | Q(is_oversight_office=True))
    # the own ones first, then by the order of the county
    return sorted(units, key=lambda unit: unit.pk not in held.works_for)


def drafting_unit_for(user: Any, publisher: Unit) -> Unit | None:
    """Who drafts: the publisher itself when it is the person's own unit, else the person's unit."""
    own = reach(user).works_for
    if publisher.pk in own or not own:
        return publisher
    return Unit.objects.filter(pk__in=own, is_active=True).order_by("order", "pk").first()


def for_desk(html: str, pk: int) -> str:
    """The body with the pictures where the desk serves them."""
    return html.replace(PUBLIC_FILES.format(pk), DESK_FILES.format(pk))


def for_public(html: str, pk: int) -> str:
    """The body as it is kept."""
    return html.replace(DESK_FILES.format(pk), PUBLIC_FILES.format(pk))
