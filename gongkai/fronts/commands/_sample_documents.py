"""The documents of the sample town: drafted, reviewed by eight people and published, day by day, as people do it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from importlib import resources
from typing import Any
from zoneinfo import ZoneInfo

from gongkai.apps.documents import operations as documents
from gongkai.apps.documents.models import Document, DocumentDuty
from gongkai.apps.documents.operations import clean_ups, gazettes, official_texts
from gongkai.apps.documents.queries.gazettes import ContentsRow
from gongkai.apps.orgs.models import Unit, User
from gongkai.apps.publishing import operations as publishing
from gongkai.apps.publishing.models import ReviewProcess
from gongkai.apps.publishing.queries import gates_of
from gongkai.apps.sections import operations as sections
from gongkai.domain.workflow import Blocked

CHINA = ZoneInfo("Asia/Shanghai")
FOLDER = resources.files("gongkai.data") / "sample" / "documents"
# who takes which step, in the order of the steps
REVIEWERS = {"secrecy": ("shen",), "review": ("he", "meng", "bai"), "proof": ("lu", "song", "tao")}
# drafts reach the public some days after they were written
REVIEW_DAYS = 3
OFFICE_HOURS = ((9, 20), (10, 50), (14, 40), (16, 30))
# the year whose clean-up is over, where its result is published, and what was concluded
CLEANED, RESULTS = 2025, "政府信息公开>法定主动公开内容>履职依据>行政规范性文件"
CONCLUSIONS = {
    "青政规〔2018〕4号": ("keep", "省级扶持政策仍在执行，2026年评估实施效果后再作决定。"),
    "青政规〔2021〕1号": ("amend", "收费时段、新能源汽车优惠已不适应县城停车需要，应当修改。"),
    "青政规〔2023〕2号": ("keep", "制定时间较短，执行情况良好，与上位法一致。"),
}
PLAIN = (
    *("title", "document_number", "genre", "theme", "dated_on", "effective_on", "expires_on", "summary", "keywords"),
    *("audience", "conditions", "plan_period", "category", "report_kind", "reporting_year", "form", "elements", "body"),
)


def load(people: Mapping[str, User], units: Mapping[str, Unit]) -> None:
    """Load every document, the oldest first. Policies bring their interpretations with them."""
    rows = [tomllib.loads(entry.read_text("utf-8")) for entry in _files()]
    with_policy = [row for row in rows if "with_" in row]
    is_cleaned = False
    for row in sorted((row for row in rows if "with_" not in row), key=_published):
        if not is_cleaned and _published(row).year > CLEANED:
            _clean_up(people, units)
            is_cleaned = True
        _Story(people, units, row, [one for one in with_policy if one["with_"] == row.get("document_number")]).tell()
    for duty in DocumentDuty.objects.filter(kind=DocumentDuty.Kind.AMEND, done_at=None).select_related("document"):
        words = "已制定青政规〔2026〕2号，原文件同时废止。"
        documents.close_duty(actor=people["luo"], duty=duty, text=words, now=datetime(2026, 10, 9, 11, tzinfo=CHINA))


def _clean_up(people: Mapping[str, User], units: Mapping[str, Unit]) -> None:
    """The clean-up of the year before: proposed, decided, closed, and its result published like any other notice."""
    officer, opened, closed = people["lin"], _moment(11, 3), _moment(12, 19)
    campaign = clean_ups.open_clean_up(
        actor=officer, year=CLEANED, guided_by=units["县司法局"], propose_by_on=date(CLEANED, 12, 5), now=opened
    )
    for entry in campaign.entries.select_related("document"):
        proposal, reason = CONCLUSIONS[entry.document.document_number]
        clean_ups.propose(actor=officer, entry=entry, proposal=proposal, reason=reason, now=opened)
        until = date(CLEANED + 1, 10, 31) if proposal == "amend" else None
        clean_ups.decide(actor=officer, entry=entry, decision=proposal, amend_by_on=until, now=closed)
    notice = clean_ups.close_clean_up(actor=officer, clean_up=campaign, now=closed).result_document
    if notice is not None:
        section = sections.add_section(actor=officer, path=RESULTS.split(">"))
        story = _Story(people, units, {"published": closed + timedelta(days=REVIEW_DAYS)}, [])
        documents.save_draft(actor=officer, document=notice, values={}, sections=[section], now=closed)
        documents.decide_openness(actor=officer, document=notice, openness_class="proactive", now=closed)
        story.review(publishing.submit(actor=officer, document=notice, now=closed))


def _moment(month: int, day: int) -> datetime:
    return datetime(CLEANED, month, day, 10, tzinfo=CHINA)


def _files() -> Iterable[Any]:
    for folder in ("policies", "others", "daily"):
        entries = (FOLDER / folder).iterdir()
        yield from sorted((entry for entry in entries if entry.name.endswith(".toml")), key=lambda entry: entry.name)


def _published(row: Mapping[str, Any]) -> datetime:
    """When it became public; what is still on its way comes last."""
    return row.get("published") or datetime(2026, 11, 20, 17, tzinfo=CHINA)


class _Story:
    """One document on its way."""

    def __init__(
        self, people: Mapping[str, User], units: Mapping[str, Unit], row: dict[str, Any], partners: list[dict[str, Any]]
    ) -> None:
        self.people, self.units, self.row, self.partners = people, units, row, partners
        self.published = _published(row)
        self.written = self.published - timedelta(days=REVIEW_DAYS)

    def tell(self) -> None:
        """Draft, decide, submit, review, sign: as far as the row says."""
        document = self._drafted(self.row)
        for partner in self.partners:
            self._drafted(partner, interprets=document)
        if self.row.get("stage") == "draft":
            return
        writer = self._writer(self.row)
        process = publishing.submit(actor=writer, document=document, now=self.written)
        if process.state == ReviewProcess.State.RETURNED:
            raise Blocked([f"{document.title}：{process.returned_reason}"])
        if self.row.get("stage") != "review":
            self.review(process)

    def _writer(self, row: Mapping[str, Any]) -> User:
        unit = self.units[row["drafting"]]
        held = [person for person in self.people.values() if person.memberships.filter(unit=unit).exists()]
        return held[0] if held else self.people["lin"]

    def _drafted(self, row: dict[str, Any], interprets: Document | None = None) -> Document:
        writer, now = self._writer(row), self.written
        target = interprets or _numbered(row["interprets"]) if interprets or "interprets" in row else None
        relations = [documents.RelationDraft("interprets", target)] if target else _relations(row)
        hung = [sections.add_section(actor=self.people["lin"], path=path.split(">")) for path in row["sections"]]
        if "gazette" in row:
            document = self._issue(row)
        else:
            document = documents.save_draft(
                actor=writer, document=None, values=self._values(row), sections=hung, relations=relations, now=now
            )
        for file in row.get("attached", ()):
            data, name, caption = (FOLDER / file["file"]).read_bytes(), file["name"], file.get("caption", "")
            documents.attach(actor=writer, document=document, data=data, name=name, caption=caption, now=now)
        if "gazette" in row:
            changes = self._values(row) | {"title": document.title}
            changes.pop("kind")
            documents.save_draft(actor=None, document=document, values=changes, sections=hung, now=now)
        documents.decide_openness(actor=writer, document=document, openness_class="proactive", now=now)
        if row.get("waiver"):
            documents.waive_interpretation(actor=writer, document=document, reason=row["waiver"])
        if "official_url" in row:
            source, url = row["official_source"], row["official_url"]
            text = Document.objects.get(pk=document.pk).text
            official_texts.save_official_text(
                actor=self.people["lin"], document=document, source_text=source, source_url=url, text=text, now=now
            )
        return document

    def _values(self, row: Mapping[str, Any]) -> dict[str, Any]:
        drafting = self.units[row["drafting"]]
        values = {name: row[name] for name in PLAIN if name in row}
        values |= {
            "kind": row["kind"],
            "publisher": self.units[row["publisher"]],
            "responsible_unit": drafting,
            "drafting_unit": drafting,
            "formed_on": self.written.date(),
            "issuer_text": row.get("issuer", self.units[row["publisher"]].name),
            "source_text": row.get("source", self.units[row["publisher"]].name),
            "consultation_text": row.get("consultation", ""),
            "legality_text": row.get("legality", ""),
            "filing_number": row.get("filing", ""),
            "filed_on": row.get("filed_on"),
            "is_marked_public": row.get("marked", False),
            "organised_on": self.written.date() if row["kind"] == "interpretation" else None,
        }
        return {name: value for name, value in values.items() if value not in ("", None)}

    def _issue(self, row: Mapping[str, Any]) -> Document:
        about, officer = row["gazette"], self.people["lin"]
        issue = gazettes.save_issue(
            actor=officer,
            year=about["year"],
            number=about["number"],
            total_number=about["total"],
            issued_on=date.fromisoformat(str(row["dated_on"])),
            title=row["title"],
            now=self.published,
        )
        contents = [ContentsRow(heading, title, page=page) for title, heading, page in row["articles"]]
        gazettes.set_contents(actor=officer, issue=issue, rows=contents)
        document: Document = issue.document
        return document

    def review(self, process: ReviewProcess) -> None:
        """Every step by its own person, four a day in office hours; the last one signs at the hour of publication."""
        for order, step in enumerate(process.steps.exclude(kind="sign").order_by("rank", "pk")):
            days, turn = divmod(order, len(OFFICE_HOURS))
            hour, minute = OFFICE_HOURS[turn]
            now = (self.written + timedelta(days=days + 1)).replace(hour=hour, minute=minute)
            actor = self.people[REVIEWERS[step.kind][max(step.ordinal - 1, 0)]]
            basis = "不涉及国家秘密、工作秘密" if step.kind == "secrecy" else ""
            gates = [code for code, _ in gates_of(step)]
            publishing.pass_step(actor=actor, step=step, comment="同意。", basis=basis, gates=gates, now=now)
        publishing.sign(actor=self.people["gao"], process=process, at_once=True, now=self.published)


def _numbered(number: str) -> Document:
    found: Document = Document.objects.get(document_number=number)
    return found


def _relations(row: Mapping[str, Any]) -> list[documents.RelationDraft]:
    return [
        documents.RelationDraft(kind, _numbered(one["number"]), one.get("articles", ""))
        for kind in ("amends", "repeals", "supersedes")
        for one in row.get(kind, ())
    ]
