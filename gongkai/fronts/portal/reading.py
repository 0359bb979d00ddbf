"""A document as its page shows it: ribbons, facts, text with tables in boxes, what belongs to it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from html import escape, unescape
from importlib.resources import files
from urllib.parse import quote

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from gongkai.apps.documents.models import Attachment, Document, Relation
from gongkai.apps.documents.queries.facts import fact_rows
from gongkai.apps.documents.queries.public import PublicDocument, PublicRelation, PublicVersion
from gongkai.apps.orgs.models import Unit
from gongkai.fronts.portal import addresses
from gongkai.fronts.portal.tree import Node, Outline

Kind, Validity = Relation.Kind, Document.Validity
NOT_YET = "尚未施行"
NOT_CURRENT = {Validity.AMENDED, Validity.LAPSED, Validity.REPEALED}
# facts that have a place of their own on the page
APART = {"有效性", "来源", "原标题", "原发布日期", "解读形式", "适用条件"}
LONG = {"适用对象"}
# what most readers look for, in this order; what few ask for is folded away behind it
FIRST = ("发文字号", "索引号", "发文机关", "发布机构", "成文日期", "发布时间", "施行日期", "有效期至", "主题分类")
FOLDED = ("责任单位", "起草单位", "公文种类", "公开方式", "备案登记号", "组配分类", "关键词")
# how a relation is told on the page of each of its ends
WORDS = {
    (Kind.IMPLEMENTS, True): "依据",
    (Kind.IMPLEMENTS, False): "落实本文的",
    (Kind.AMENDS, True): "修改",
    (Kind.AMENDS, False): "被修改",
    (Kind.REPEALS, True): "废止",
    (Kind.REPEALS, False): "被废止",
    (Kind.SUPERSEDES, True): "替代",
    (Kind.SUPERSEDES, False): "被替代",
}
_TABLE = re.compile(r"</?table\b[^>]*>")
_HEADING = re.compile(r"(</?h)([2-6])(?=[\s>])")
_LINE_END = re.compile(r"</(?:p|h\d|li|tr|td|th|figcaption|caption)>|<br ?/?>")
_TAG = re.compile(r"<[^>]+>")
_QUESTION = re.compile(
    r"^(?:问题?[一二三四五六七八九十\d]*|Q\d*|\d{1,2}[.．、]|[一二三四五六七八九十]{1,3}、)[：:、. 　]*"
    r"(?P<words>.{4,200}[？?])$"
)
_PICTURE = re.compile(r"<img\b[^>]*?\ssrc=\"(/doc/[^\"]+)\"")
_SIGNED = re.compile(r"""class=["'][^"']*\b(?:right|sign)\b""")
_ANSWER = re.compile(r"^(?:答|A)[：:][\s　]*(?P<words>.+)$", re.S)


@dataclass(frozen=True, slots=True)
class Ribbon:
    """What a reader must know before the title. `parts`: (text, address); calm ones do not warn."""

    word: str
    parts: tuple[tuple[str, str], ...]
    is_calm: bool = False


@dataclass(frozen=True, slots=True)
class Related:
    """A line of 有关文件."""

    word: str
    title: str
    url: str
    note: str


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A line of the versions; `compare_url` is empty for the first."""

    version: PublicVersion
    url: str
    compare_url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """Everything the template prints."""

    document: Document
    url: str
    ribbons: tuple[Ribbon, ...]
    facts: tuple[tuple[str, str], ...]
    long_facts: tuple[tuple[str, str], ...]
    folded_facts: tuple[tuple[str, str], ...]
    body: SafeString
    table_numbers: range
    policies: tuple[PublicRelation, ...]
    interpretations: tuple[PublicRelation, ...]
    related: tuple[Related, ...]
    outgoing: tuple[PublicRelation, ...]
    cited_count: int
    media: tuple[Attachment, ...]
    files: tuple[Attachment, ...]
    elements: tuple[tuple[str, str], ...]
    compare_urls: tuple[str, ...]
    versions: tuple[VersionLine, ...]
    placed: tuple[Node, ...]
    printed_in: tuple[tuple[int, int], ...]
    contact: Unit
    contact_url: str

    @property
    def share_url(self) -> str:
        """The address to hand on."""
        return f"{settings.SITE_URL}{self.url}"

    @property
    def validity(self) -> str:
        """Whether it is in force, as the ribbon says it: what starts later is not yet."""
        not_yet = any(ribbon.word == NOT_YET for ribbon in self.ribbons)
        return NOT_YET if not_yet else self.document.get_validity_display()

    @property
    def share_targets(self) -> tuple[tuple[str, str], ...]:
        """Where else to: plain links that carry title and address; nothing of theirs is loaded here (PLT-03)."""
        title, url = quote(self.document.title, safe=""), quote(self.share_url, safe="")
        return (
            ("微博", f"https://service.weibo.com/share/share.php?title={title}&url={url}"),
            ("QQ", f"https://connect.qq.com/widget/shareqq/index.html?title={title}&url={url}"),
            ("邮件", f"mailto:?subject={title}&body={title}%0A{url}"),
        )

    @property
    def source(self) -> str:
        """Where the information comes from: the source named, else the unit that publishes it."""
        return self.document.source_text or self.document.publisher.name


def shown(found: PublicDocument, site: Outline, today: date) -> ShownDocument:
    """Arrange a document for its page. `today` tells what is not yet in force."""
    document = found.document
    body, tables = boxed(document.body, document.pk)
    media, attached = _split(found.attachments)
    facts = _arranged(dict(row for row in fact_rows(document) if row[0] not in APART))
    contact = document.responsible_unit or document.drafting_unit or document.publisher
    home = site.home_of(contact.pk)
    return ShownDocument(
        document=document,
        url=addresses.document(document.pk),
        ribbons=tuple(_ribbons(found, today)),
        facts=tuple(row for row in facts if row[0] not in {*LONG, *FOLDED}),
        long_facts=tuple(row for row in facts if row[0] in LONG),
        folded_facts=tuple(row for row in facts if row[0] in FOLDED),
        body=body,
        table_numbers=range(1, tables + 1),
        policies=found.related(Kind.INTERPRETS, is_outgoing=True),
        interpretations=found.related(Kind.INTERPRETS, is_outgoing=False),
        related=tuple(_related(found)),
        outgoing=tuple(row for row in found.relations if row.is_outgoing),
        cited_count=found.cited_count,
        media=media,
        files=attached,
        elements=tuple(_elements(document)),
        compare_urls=tuple(addresses.compared(old, new) for old, new in found.replaced),
        versions=tuple(_versions(found)),
        placed=tuple(site.nodes[pk] for pk in found.section_ids if pk in site.nodes),
        printed_in=found.printed_in,
        contact=contact,
        contact_url=home.url if home else f"/units/#u{contact.pk}",
    )


def _arranged(facts: dict[str, str]) -> list[tuple[str, str]]:
    """The facts in the order of reading; one unit that is both issuer and publisher is named once."""
    if facts.get("发文机关") == facts.get("发布机构"):
        facts.pop("发文机关", None)
    order = [*FIRST, *(name for name in facts if name not in FIRST)]
    return [(name, facts[name]) for name in order if name in facts]


def boxed(html: str, pk: int, *, with_links: bool = True) -> tuple[SafeString, int]:
    """The text with each table in a box that scrolls and a line to download it, headings from the second level on
    without gaps, and how many tables there are. The HTML was cleaned when it was saved."""
    depth = count = 0
    made: list[str] = []
    at = 0
    for tag in _TABLE.finditer(html):
        closes = tag[0].startswith("</")
        if not closes and depth == 0:
            count += 1
            box = f'<div class="scroll" role="region" aria-label="表 {count}" tabindex="0">'
            made += [html[at : tag.start()], box]
            at = tag.start()
        depth += -1 if closes else 1
        if closes and depth == 0:
            made += [html[at : tag.end()], "</div>", _table_links(pk, count) if with_links else ""]
            at = tag.end()
    made.append(html[at:])
    return mark_safe(_levelled("".join(made))), count  # noqa: S308 - sanitised on save


def _table_links(pk: int, number: int) -> str:
    links = (
        f'<a href="{addresses.table(pk, number, kind)}">{label}<span class="hidden">（表 {number}）</span></a>'
        for kind, label in (("xlsx", "下载 .xlsx"), ("csv", "下载 .csv"))
    )
    return f'<p class="table-links">{"".join(links)}</p>'


def _levelled(html: str) -> str:
    levels = sorted({found[2] for found in _HEADING.finditer(html)})
    place = {level: str(number) for number, level in enumerate(levels, 2)}
    return _HEADING.sub(lambda found: found[1] + place[found[2]], html)


def paragraphs(html: str) -> list[str]:
    """The lines of a text, without tags."""
    lines = (unescape(_TAG.sub("", line)).strip() for line in _LINE_END.split(html))
    return [line for line in lines if line]


def question_pairs(html: str) -> list[tuple[str, str]]:
    """Questions and answers of a text written as 问：… 答：…. An answer goes on until the next question or heading."""
    pairs: list[tuple[str, list[str]]] = []
    asked, is_open = "", False
    for part in _LINE_END.split(html):
        line = unescape(_TAG.sub("", part)).strip()
        if question := _QUESTION.match(line):
            asked, is_open = question["words"], False
        elif answer := _ANSWER.match(line) if asked else None:
            pairs.append((asked, [answer["words"]]))
            asked, is_open = "", True
        elif _HEADING.search(part) or _SIGNED.search(part):
            is_open = False
        elif is_open and line:
            pairs[-1][1].append(line)
    return [(question, "\n".join(lines)) for question, lines in pairs]


def first_picture(html: str) -> str:
    """The address of the first picture of a text, "" when it has none."""
    found = _PICTURE.search(html)
    return unescape(found[1]) if found else ""


def _split(attachments: tuple[Attachment, ...]) -> tuple[tuple[Attachment, ...], tuple[Attachment, ...]]:
    """What is played or looked at in the page, and what is a file. What does not open is not offered as a player."""
    plays = {Attachment.Media.VIDEO, Attachment.Media.AUDIO, Attachment.Media.IMAGE}
    media = [row for row in attachments if not row.is_inline and row.media in plays and not row.defect]
    return tuple(media), tuple(row for row in attachments if not row.is_inline and row not in media)


def _ribbons(found: PublicDocument, today: date) -> Iterator[Ribbon]:
    document = found.document
    if document.validity in NOT_CURRENT:
        yield Ribbon(document.get_validity_display(), tuple(_evidence(found)))
    elif document.effective_on and document.effective_on > today:
        yield Ribbon(NOT_YET, ((f"自{_day(document.effective_on)}起施行。", ""),), is_calm=True)
    yield from _ended_sources(found)
    if document.is_emergency:
        due = document.later_review_due_on
        later = f"，审查手续在{_day(due)}前补办" if due else ""
        yield Ribbon("应急发布", ((f"本件按应急程序先行发布{later}。", ""),), is_calm=True)
    official = getattr(document, "official_text", None)
    if official and official.difference_count:
        words = f"本页文本与正式版本有 {official.difference_count} 处不一致，以正式版本（{official.source_text}）为准。"
        yield Ribbon("核对", ((words, official.source_url),))


def _ended_sources(found: PublicDocument) -> Iterator[Ribbon]:
    """What this document explains, carries out or names and what is not in force any more; each once."""
    told: set[int] = set()
    for word, kind in (("解读", Kind.INTERPRETS), ("依据", Kind.IMPLEMENTS)):
        for row in found.related(kind, is_outgoing=True):
            if row.other.validity in (Validity.REPEALED, Validity.LAPSED) and row.other.pk not in told:
                told.add(row.other.pk)
                yield _ended(word, row.other.title, addresses.page_of(row.other), row.other.get_validity_display())
    # what it repeals or replaces itself it names on purpose
    own = {row.other.pk for row in found.relations if row.is_outgoing}
    for source in found.ended_sources:
        if source.pk not in told | own:
            told.add(source.pk)
            past = Validity.REPEALED if source.is_repealed else Validity.LAPSED
            yield _ended("引用", source.title, addresses.document(source.pk), str(past.label))


def _ended(word: str, title: str, url: str, past: str) -> Ribbon:
    return Ribbon(
        f"{word}的文件已{past}",
        ((f"本文{word}的", ""), (f"《{title.replace('《', '〈').replace('》', '〉')}》", url), (f"已{past}。", "")),
    )


def _evidence(found: PublicDocument) -> Iterator[tuple[str, str]]:
    """Why it is not in force as it reads: by which document, which articles, since when."""
    document = found.document
    ended = document.validity != Validity.AMENDED
    kinds = (Kind.REPEALS, Kind.SUPERSEDES) if ended else (Kind.AMENDS,)
    causes = [row for kind in kinds for row in found.related(kind, is_outgoing=False)]
    for row in causes:
        verb = {Kind.REPEALS: "废止", Kind.SUPERSEDES: "替代", Kind.AMENDS: "修改"}[Kind(row.kind)]
        yield (f"{_day(document.repealed_on)}被" if ended and document.repealed_on else "被", "")
        yield (row.other.document_number or row.other.title, addresses.page_of(row.other))
        yield (f"{verb}{row.articles_text}。", "")
        if row.kind == Kind.SUPERSEDES:
            yield ("看新旧对照", addresses.compared(document.pk, row.other.pk))
    if not causes and ended and document.repealed_on:
        yield (f"自{_day(document.repealed_on)}起{document.get_validity_display()}。", "")
    if document.validity_text and not causes:
        yield (document.validity_text, "")
    if not ended and len(found.versions) > 1:
        older, newer = found.versions[1].number, found.versions[0].number
        yield ("看修改前后对照", addresses.versions_compared(document.pk, older, newer))


def _related(found: PublicDocument) -> Iterator[Related]:
    for row in found.relations:
        if row.kind != Kind.INTERPRETS:
            title = row.other.document_number or row.other.title
            note = "，".join(filter(None, [row.articles_text, row.other.title if title != row.other.title else ""]))
            yield Related(WORDS[Kind(row.kind), row.is_outgoing], title, addresses.page_of(row.other), note)


def _versions(found: PublicDocument) -> Iterator[VersionLine]:
    pk = found.document.pk
    for place, version in enumerate(found.versions):
        older = found.versions[place + 1].number if place + 1 < len(found.versions) else 0
        compare = addresses.versions_compared(pk, older, version.number) if older else ""
        yield VersionLine(version, addresses.version(pk, version.number), compare, place == 0)


def _elements(document: Document) -> Iterator[tuple[str, str]]:
    """The elements of an interpretation that are written, in their usual order."""
    if document.kind == Document.Kind.INTERPRETATION and document.elements:
        for code, name in element_names().items():
            if words := str(document.elements.get(code) or "").strip():
                yield name, words


@lru_cache(maxsize=1)
def element_names() -> dict[str, str]:
    """The elements by their code."""
    text = files("gongkai.data").joinpath("checks/interpretation.toml").read_text("utf-8")
    return {row["code"]: row["name"] for row in tomllib.loads(text)["elements"]}


def excerpt(html: str, length: int = 120) -> str:
    """The first words of a text, for a description."""
    words = re.sub(r"\s+", " ", _TAG.sub(" ", html)).strip()
    return words if len(words) <= length else f"{words[:length]}…"


def marked(segments: list[tuple[str, str]]) -> SafeString:
    """Words with what was taken out and put in marked. segments: (same|removed|added, text)."""
    tags = {"removed": "del", "added": "ins"}
    made = (f"<{tags[kind]}>{escape(text)}</{tags[kind]}>" if kind in tags else escape(text) for kind, text in segments)
    return mark_safe("".join(made))  # noqa: S308 - every text is escaped


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""
