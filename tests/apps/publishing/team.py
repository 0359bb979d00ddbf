"""How stories about review begin: six reviewers, a document with its interpretation, a walk through the steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.apps.documents.models import Document
from gongkai.apps.documents.operations import decide_openness
from gongkai.apps.orgs.models import Membership, User
from gongkai.apps.publishing import operations
from gongkai.apps.publishing.models import ReviewProcess, ReviewStep
from gongkai.apps.publishing.queries import gates_of
from gongkai.domain.workflow import Blocked
from tests.apps.documents.paper import at, drafted, interpretation, normative, related
from tests.cast import Cast, person

ROLES = Membership.Role
NAMES = [("一", "甲"), ("二", "乙"), ("三", "丙"), ("四", "丁"), ("五", "戊"), ("六", "己")]
DAY = date(2026, 3, 2)


@dataclass(frozen=True)
class Team:
    """The cast with six reviewers of the county office, and one of the justice bureau, which drafts."""

    cast: Cast
    six: tuple[User, ...]
    own: User


def team_of(cast: Cast) -> Team:
    """Name the reviewers."""
    six = [person(f"r{place}", "审", given, cast.office, ROLES.REVIEWER) for place, (_, given) in enumerate(NAMES)]
    own = person("shi", "史", "平", cast.justice, ROLES.REVIEWER)
    return Team(cast, tuple(six), own)


def policy(team: Team, *, with_interpretation: bool = True, **values) -> Document:
    """A normative document drafted by the justice bureau, decided 主动公开, its interpretation beside it."""
    writer = team.cast.justice_liaison
    values = {"publisher": team.cast.justice, "drafting_unit": team.cast.justice} | values
    document = decided(team, drafted(normative(team.cast, **values), actor=writer))
    if with_interpretation:
        explain(team, document)
    return document


def explain(team: Team, document: Document, **values) -> Document:
    """An interpretation of the document, decided 主动公开."""
    values = interpretation(team.cast, publisher=team.cast.justice, organised_on=date(2026, 2, 20)) | values
    relations = related("interprets", document)
    return decided(team, drafted(values, relations=relations, actor=team.cast.justice_liaison))


def news(team: Team, **values) -> Document:
    """A piece of news: nothing to interpret."""
    base = {
        "kind": "news",
        "title": "县司法局开展普法活动",
        "body": "<p>三月二日，县司法局在城关镇开展普法活动。</p>",
        "publisher": team.cast.justice,
        "source_text": "县司法局",
        "dated_on": date(2026, 3, 1),
    }
    return decided(team, drafted(base | values, actor=team.cast.justice_liaison))


def decided(team: Team, document: Document, openness_class: str = "proactive", **reasons) -> Document:
    """The document with its attribute."""
    decide_openness(
        actor=team.cast.justice_liaison, document=document, openness_class=openness_class, now=at(), **reasons
    )
    return Document.objects.get(pk=document.pk)


def sent(team: Team, document: Document, **values) -> ReviewProcess:
    """The document under review."""
    return operations.submit(actor=team.cast.justice_liaison, document=document, now=at(), **values)


def take(step: ReviewStep, actor: User, **values) -> ReviewStep:
    """One step passed, everything ticked."""
    ticked = [code for code, _ in gates_of(step)]
    typed = {"gates": ticked, "basis": "《保守国家秘密法》" if step.kind == "secrecy" else "", "now": at()} | values
    return operations.pass_step(actor=actor, step=step, **typed)


def step_of(process: ReviewProcess, kind: str, ordinal: int = 0) -> ReviewStep:
    """One step of the process as it is now."""
    return ReviewStep.objects.get(process=process, kind=kind, ordinal=ordinal)


def walk(team: Team, process: ReviewProcess) -> ReviewProcess:
    """Every step but the signature, each by another person."""
    take(step_of(process, "secrecy"), team.cast.reviewer)
    for place, (kind, ordinal) in enumerate((k, n) for n in (1, 2, 3) for k in ("review", "proof")):
        take(step_of(process, kind, ordinal), team.six[place])
    for step in ReviewStep.objects.filter(process=process, kind="sign_off"):
        take(step, Membership.objects.filter(unit=step.unit, role=ROLES.LIAISON).first().user)
    return ReviewProcess.objects.get(pk=process.pk)


def published(team: Team, document: Document, **values) -> Document:
    """The document public, after a whole review."""
    process = walk(team, sent(team, document, **values))
    operations.sign(actor=team.cast.officer, process=process, now=at())
    return Document.objects.get(pk=document.pk)


def refusal(run, **values) -> tuple[str, ...]:
    """The sentences of a refusal; empty when it worked."""
    try:
        run(**values)
    except Blocked as blocked:
        return blocked.blockers
    return ()
