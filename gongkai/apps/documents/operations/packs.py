"""Media packs and who carried them. INT-12."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone

from gongkai.apps.audit.operations import record
from gongkai.apps.documents._numbers import quoted
from gongkai.apps.documents.models import Document, MediaPack, PackRepost
from gongkai.apps.documents.permissions import may_edit
from gongkai.apps.orgs.models import User
from gongkai.domain.workflow import Blocked

POLICIES = (Document.Kind.NORMATIVE, Document.Kind.POLICY, Document.Kind.REGULATION, Document.Kind.PLAN)


def make_pack(*, actor: User, policy: Document, note: str = "", now: datetime | None = None) -> MediaPack:
    """Offer a policy and its material to the press. Only what is public goes in, as it is on the day."""
    with transaction.atomic():
        problems = []
        if not may_edit(actor, policy):
            problems.append("素材包由文件的发布机构、责任单位、起草单位或政务公开主管部门制作。")
        if policy.kind not in POLICIES:
            problems.append("请选择政策文件。")
        elif not policy.live:
            problems.append(f"{quoted(policy.title)}还没有公开，不能向媒体提供。")
        if MediaPack.objects.filter(policy=policy).exists():
            problems.append(f"{quoted(policy.title)}已有素材包，内容随文件和解读自动更新。")
        if problems:
            raise Blocked(problems)
        row = MediaPack.objects.create(
            policy=policy, note=note.strip()[:200], made_at=now or timezone.now(), made_by=actor
        )
        record(actor=actor, action="制作媒体素材包", target=row, unit=policy.publisher)
    return row


def log_repost(
    *, actor: User, pack: MediaPack, outlet: str, posted_on: date, url: str = "", now: datetime | None = None
) -> PackRepost:
    """Note an outlet that carried it. The same address counts once."""
    with transaction.atomic():
        problems = [] if may_edit(actor, pack.policy) else ["您不能登记这份素材包的转载。"]
        if not outlet.strip():
            problems.append("请填写媒体名称。")
        if posted_on > timezone.localdate(now):
            problems.append("日期不能晚于今天。")
        if url:
            try:
                URLValidator(schemes=["http", "https"])(url)
            except ValidationError:
                problems.append("网址填写有误，应以 http:// 或 https:// 开头。")
            if pack.reposts.filter(url=url).exists():
                problems.append("这个网址已经登记过。")
        if problems:
            raise Blocked(problems)
        row = PackRepost.objects.create(pack=pack, outlet=outlet.strip()[:80], url=url, posted_on=posted_on)
        record(actor=actor, action="登记媒体转载", target=row, after={"网址": url, "日期": str(posted_on)})
    return row


def drop_repost(*, actor: User, repost: PackRepost) -> None:
    """Take out an entry that was wrong."""
    with transaction.atomic():
        if not may_edit(actor, repost.pack.policy):
            raise Blocked(["您不能登记这份素材包的转载。"])
        record(actor=actor, action="删除媒体转载", target=repost, before={"网址": repost.url})
        repost.delete()
