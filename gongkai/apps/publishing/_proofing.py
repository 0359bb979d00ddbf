"""A document as proofing reads it: its fields, the tables in its body, the lists of the place, what it cites."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.crypto import salted_hmac

from gongkai.apps.documents._html import plain_text, tables
from gongkai.apps.documents.models import Document
from gongkai.apps.documents.queries.citations import cited_validity
from gongkai.apps.publishing.models import WordingEntry
from gongkai.domain.proofing import Problem, ProofRules, Table, WordingRow, proofread

TITLE, SUMMARY, TEXT, ATTACHMENT = "title", "summary", "text", "attachment:"
# proofing of a body or an attachment looks at no more than this many characters
LONGEST = 400_000


@dataclass(frozen=True, slots=True)
class Told:
    """A problem of one field, and the key under which it is known from run to run."""

    key: str
    field: str
    problem: Problem


def rules_now() -> ProofRules:
    """The built-in lists with the rows that people keep. One query."""
    rows = WordingEntry.objects.filter(is_active=True).order_by("kind", "wrong")
    return ProofRules.built_in(
        WordingRow(row.kind, row.wrong, row.right, row.basis, row.is_blocking, is_verified=True)  # type: ignore[arg-type]
        for row in rows
    )


def fields_of(draft: Document) -> Iterator[tuple[str, str, tuple[Table, ...]]]:
    """What is read: title, summary, body with its tables, the words of the attachments."""
    yield TITLE, draft.title, ()
    yield SUMMARY, draft.summary, ()
    yield TEXT, plain_text(draft.body), tables(draft.body)
    for attachment in draft.attachments.all():
        if attachment.pk and attachment.text:
            yield f"{ATTACHMENT}{attachment.pk}", attachment.text[:LONGEST], ()


def problems_of(draft: Document, *, only: str = "") -> list[Told]:
    """Every problem of the draft, or of one field of it, field by field in text order."""
    rules = rules_now()
    made: list[Told] = []
    for field, text, known_tables in fields_of(draft):
        if text and only in {"", field}:
            cited = cited_validity(text, except_id=draft.pk) if field in {TEXT, TITLE} else {}
            told = proofread(text, rules=rules, cited=cited, tables=known_tables, dated=draft.dated_on)
            made += keyed(field, text, told)
    return made


def keyed(field: str, text: str, problems: Iterable[Problem]) -> list[Told]:
    """The problems with their keys: rule, field and words, and the how-manieth of the same words it is.

    The words go through a keyed hash: a key that leaks gives no personal data away.
    """
    count: Counter[tuple[str, str]] = Counter()
    made = []
    for problem in problems:
        words = text[problem.start : problem.end]
        count[problem.rule, words] += 1
        told = "\n".join((problem.rule, field, words, str(count[problem.rule, words])))
        made.append(Told(salted_hmac("gongkai.finding", told, algorithm="sha256").hexdigest(), field, problem))
    return made
