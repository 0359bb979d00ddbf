"""What the foot of every public page says of the site (standards §5.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from gongkai.apps.audit.operations import record
from gongkai.apps.orgs.models import User
from gongkai.apps.sections._pages import check_right
from gongkai.apps.sections.models import SiteFacts
from gongkai.domain.workflow import Blocked

SITE_FIELDS = (
    "host_text",
    "undertaker_text",
    "contact_text",
    "site_code",
    "icp_number",
    "police_number",
    "police_url",
    "organ_mark_url",
    "error_report_url",
    "sought_words",
    "security_contact",
)
# lists of (words, address)
SITE_LINKS = ("superior_links", "account_links")


def save_site_facts(*, actor: User | None, values: Mapping[str, Any]) -> SiteFacts:
    """Change the fields in SITE_FIELDS and the link lists in SITE_LINKS. What is empty is not shown on the site.

    Raises Blocked with a sentence for each value that cannot be: an address that is none, a code of other length.
    """
    with transaction.atomic():
        check_right(actor)
        row = SiteFacts.objects.select_for_update().first() or SiteFacts()
        if unknown := [name for name in values if name not in (*SITE_FIELDS, *SITE_LINKS)]:
            raise Blocked([f"没有“{name}”这个字段。" for name in unknown])
        before = {_label(name): str(getattr(row, name)) for name in values if name in SITE_FIELDS}
        for name, value in values.items():
            setattr(row, name, _blocks(value) if name in SITE_LINKS else str(value).strip())
        try:
            row.full_clean()
        except ValidationError as error:
            raise Blocked(_sentences(error)) from error
        row.save()
        after = {_label(name): str(getattr(row, name)) for name in values if name in SITE_FIELDS}
        record(actor=actor, action="修改网站信息", target=row, before=before, after=after)
    return row


def _blocks(links: Sequence[tuple[str, str]]) -> list[tuple[str, dict[str, str]]]:
    return [("link", {"text": text, "url": url}) for text, url in links]


def _label(name: str) -> str:
    return str(SiteFacts._meta.get_field(name).verbose_name)


def _sentences(error: ValidationError) -> list[str]:
    """Our own sentence where the field has one; Django's are about input, not about what is wanted."""
    told = error.message_dict
    return [sentence for name in told for sentence in (told[name] if name == "site_code" else [_refusal(name)])]


def _refusal(name: str) -> str:
    return f"“{_label(name)}”填写有误，请核对。"
