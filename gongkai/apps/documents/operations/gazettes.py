"""The gazette database: issues, their contents, where copies went. LIB-11, LIB-12."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from gongkai.apps.audit.operations import record
from gongkai.apps.documents._contents import ContentsRow
from gongkai.apps.documents._html import sanitised
from gongkai.apps.documents._numbers import title_key
from gongkai.apps.documents.models import Document, GazetteArticle, GazetteIssue, GazetteSpread
from gongkai.apps.documents.operations.drafts import save_draft
from gongkai.apps.documents.permissions import may_keep_libraries
from gongkai.apps.documents.queries.gazettes import library_matches
from gongkai.apps.orgs.models import User
from gongkai.apps.orgs.queries import oversight_office
from gongkai.domain.workflow import Blocked

NO_RIGHT = "政府公报由政务公开主管部门编录。"
EARLIEST = 1949


def save_issue(
    *,
    actor: User,
    issue: GazetteIssue | None = None,
    year: int,
    number: int,
    issued_on: date,
    total_number: int | None = None,
    title: str = "",
    now: datetime | None = None,
) -> GazetteIssue:
    """Enter an issue, or correct one. Its document is a draft of kind gazette, reviewed like any other."""
    row = issue or GazetteIssue()
    row.year, row.number, row.total_number, row.issued_on = year, number, total_number, issued_on
    with transaction.atomic():
        if problems := _issue_problems(actor, row, issue is None, timezone.localdate(now)):
            raise Blocked(problems)
        office = oversight_office()
        owner = f"{office.name.removesuffix('办公室')}公报" if office else "政府公报"
        values = {"title": title.strip() or f"{owner}{year}年第{number}期", "dated_on": issued_on}
        if issue is None:
            values |= {"kind": Document.Kind.GAZETTE, "publisher": office}
        document = save_draft(actor=actor, document=issue.document if issue else None, values=values, now=now)
        row.document_id = document.pk
        row.save()
        after = {"期次": str(row), "总期号": str(total_number or ""), "出版日期": str(issued_on)}
        record(actor=actor, action="编录公报", target=row, after=after)
    return row


def set_contents(*, actor: User, issue: GazetteIssue, rows: Sequence[ContentsRow]) -> list[GazetteArticle]:
    """The contents of an issue, in order. Titles and numbers that the library knows are linked to its documents.

    Texts and links entered by hand before stay with the articles of the same title.
    """
    with transaction.atomic():
        problems = [] if may_keep_libraries(actor) else [NO_RIGHT]
        if not rows:
            problems.append("目录中没有读出篇目。")
        problems += [f"第 {place} 行没有标题。" for place, row in enumerate(rows, 1) if not row.title.strip()]
        if problems:
            raise Blocked(problems)
        former = {article.title_key: article for article in issue.articles.all()}
        found = library_matches(rows)
        issue.articles.all().delete()
        made = []
        for position, (row, match) in enumerate(zip(rows, found, strict=True), 1):
            key = title_key(row.title)
            kept = former.get(key)
            made.append(
                GazetteArticle(
                    issue=issue,
                    position=position,
                    heading_text=row.heading.strip()[:60],
                    title=row.title.strip()[:300],
                    title_key=key,
                    page_from=row.page,
                    document_id=match or (kept.document_id if kept else None),
                    body=kept.body if kept and not match else "",
                )
            )
        GazetteArticle.objects.bulk_create(made)
        linked = sum(article.document_id is not None for article in made)
        record(actor=actor, action="编录公报目录", target=issue, after={"篇目": len(made), "已关联文件": linked})
    return list(issue.articles.select_related("document"))


def save_article(
    *, actor: User, article: GazetteArticle, document: Document | None = None, body: str = ""
) -> GazetteArticle:
    """Link an article to a document of the library, or keep its own text. Linked articles show the document's text."""
    with transaction.atomic():
        problems = [] if may_keep_libraries(actor) else [NO_RIGHT]
        if document is not None and document.kind in (Document.Kind.GAZETTE, Document.Kind.INTERPRETATION):
            problems.append(f"篇目不能关联{document.get_kind_display()}。")
        if document is None and not body.strip():
            problems.append("请关联文件库中的文件，或者录入正文。")
        if problems:
            raise Blocked(problems)
        article.document, article.body = document, "" if document else sanitised(body)
        article.save(update_fields=["document", "body"])
        after = {"关联文件": document.title if document else "", "正文": "已录入" if article.body else ""}
        record(actor=actor, action="修改公报篇目", target=article, after=after)
    return article


def log_spread(
    *,
    actor: User,
    issue: GazetteIssue,
    channel: str,
    place_text: str = "",
    done_on: date,
    copy_count: int = 0,
    now: datetime | None = None,
) -> GazetteSpread:
    """Note where an issue went besides the site: an account it was shared on, a window with free copies."""
    with transaction.atomic():
        problems = [] if may_keep_libraries(actor) else [NO_RIGHT]
        if not channel.strip():
            problems.append("请填写渠道。")
        if done_on > timezone.localdate(now):
            problems.append("日期不能晚于今天。")
        if done_on < issue.issued_on:
            problems.append(f"日期不能早于出版日期（{issue.issued_on}）。")
        if problems:
            raise Blocked(problems)
        row = GazetteSpread.objects.create(
            issue=issue,
            channel=channel.strip()[:60],
            place_text=place_text.strip()[:120],
            done_on=done_on,
            copy_count=copy_count,
            recorded_by=actor,
        )
        record(actor=actor, action="登记公报传播", target=row, after={"地点或账号": row.place_text, "份数": copy_count})
    return row


def drop_spread(*, actor: User, spread: GazetteSpread) -> None:
    """Take out an entry that was wrong."""
    with transaction.atomic():
        if not may_keep_libraries(actor):
            raise Blocked([NO_RIGHT])
        record(actor=actor, action="删除公报传播", target=spread, before={"份数": spread.copy_count})
        spread.delete()


def _issue_problems(actor: User, row: GazetteIssue, is_new: bool, today: date) -> list[str]:
    problems = [] if may_keep_libraries(actor) else [NO_RIGHT]
    if is_new and oversight_office() is None:
        problems.append("还没有指定政务公开主管部门。")
    others = GazetteIssue.objects.exclude(pk=row.pk)
    if not EARLIEST <= row.year <= today.year + 1:
        problems.append(f"年份应在 {EARLIEST} 到 {today.year + 1} 之间。")
    if row.number < 1:
        problems.append("期号从 1 开始。")
    if others.filter(year=row.year, number=row.number).exists():
        problems.append(f"{row}已经编录。")
    if row.total_number and (twin := others.filter(total_number=row.total_number).first()):
        problems.append(f"总第{row.total_number}期已经是{twin}。")
    if row.issued_on.year not in (row.year, row.year + 1):
        problems.append("出版日期与年份不符。")
    return problems
