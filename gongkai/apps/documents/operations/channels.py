"""Where a thing was disclosed besides the website: the channel register. CAT-03."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone

from gongkai.apps.audit.operations import record
from gongkai.apps.documents.models import ChannelRecord, Document
from gongkai.apps.documents.permissions import may_edit, may_keep_libraries, may_work_for
from gongkai.apps.files.cleaning import received
from gongkai.apps.files.models import StoredFile
from gongkai.apps.files.operations import clean_name, store
from gongkai.apps.orgs.models import Unit, User
from gongkai.apps.sections.models import Section
from gongkai.domain.workflow import Blocked

LONGEST_CHANNEL, LONGEST_PLACE = 40, 120


def may_record(actor: User, document: Document | None, section: Section | None) -> bool:
    """A document: who may change it. A section: its owner; one without, the openness office."""
    if document:
        return may_edit(actor, document)
    owner = section.owner_unit_id if section else None
    return may_work_for(actor, owner) if owner else may_keep_libraries(actor)


def record_channel(
    *,
    actor: User,
    channel: str,
    done_on: date,
    place_text: str,
    document: Document | None = None,
    section: Section | None = None,
    url: str = "",
    data: bytes = b"",
    name: str = "",
    now: datetime | None = None,
) -> ChannelRecord:
    """Note that a public document, or what a section itself says, was put out in a channel. Exactly one of the two.

    Evidence is an address or a file (`data`, `name`: scanned and stripped of personal metadata); one of them must be
    there. The same place on the same day counts once.
    """
    if (document is None) == (section is None):
        raise ValueError("a channel record is about one document or one section")
    channel, place_text = channel.strip()[:LONGEST_CHANNEL], place_text.strip()[:LONGEST_PLACE]
    with transaction.atomic():
        problems = _refusals(actor, document, section)
        problems += [
            f"请填写{label}。" for label, value in (("渠道", channel), ("账号、版面或地点", place_text)) if not value
        ]
        if done_on > timezone.localdate(now):
            problems.append("公开日期不能晚于今天。")
        problems += _wrong_address(url)
        if not url and not data:
            problems.append("请填写网址，或者上传截图、照片。")
        same = ChannelRecord.objects.filter(document=document, section=section, channel=channel, done_on=done_on)
        if same.filter(place_text=place_text).exists():
            problems.append(f"{done_on} 在“{place_text}”的公开已经登记过。")
        if problems:
            raise Blocked(problems)
        row = ChannelRecord.objects.create(
            document=document,
            section=section,
            channel=channel,
            done_on=done_on,
            place_text=place_text,
            url=url,
            evidence=_kept(actor, data, name) if data else None,
            evidence_name=clean_name(name) if data else "",
            recorded_at=now or timezone.now(),
            recorded_by=actor,
        )
        after = {"渠道": channel, "公开日期": str(done_on), "地点": place_text, "网址": url, "文件": row.evidence_name}
        record(actor=actor, action="登记渠道公开", target=_thing(row), after=after, unit=_unit(row))
    return row


def drop_channel(*, actor: User, entry: ChannelRecord) -> None:
    """Take out an entry that was wrong. The log keeps what it said."""
    with transaction.atomic():
        if not may_record(actor, entry.document, entry.section):
            raise Blocked([_no_right(entry.section)])
        before = {"渠道": entry.channel, "公开日期": str(entry.done_on), "地点": entry.place_text}
        record(
            actor=actor,
            action="删除渠道公开",
            target=_thing(entry),
            before=before,
            unit=_unit(entry),
        )
        entry.delete()


def _refusals(actor: User, document: Document | None, section: Section | None) -> list[str]:
    problems = [] if may_record(actor, document, section) else [_no_right(section)]
    if document and not document.live:
        problems.append("文件还没有在网站公开，发布后再登记其他渠道。")
    if section and section.retired_on:
        problems.append(f"“{section.title}”已经停用。")
    return problems


def _thing(entry: ChannelRecord) -> Document | Section:
    if thing := entry.document or entry.section:
        return thing
    raise ValueError("a channel record is about one document or one section")


def _unit(entry: ChannelRecord) -> Unit | None:
    if entry.document:
        return entry.document.publisher
    return entry.section.owner_unit if entry.section else None


def _no_right(section: Section | None) -> str:
    if section:
        return "由栏目的责任单位或者政务公开主管部门登记。"
    return "由文件的发布机构、责任单位、起草单位或者政务公开主管部门登记。"


def _wrong_address(url: str) -> list[str]:
    if not url:
        return []
    try:
        URLValidator(schemes=["http", "https"])(url)
    except ValidationError:
        return ["网址填写有误，应以 http:// 或 https:// 开头。"]
    return []


def _kept(actor: User, data: bytes, name: str) -> StoredFile:
    """Scanned, cleaned and stored. Blocked with a sentence for a file that is not taken."""
    return store(actor=actor, data=received(data, name).data, name=name)
