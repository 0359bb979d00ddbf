"""What the public templates ask for. All of it depends on published data and the day only."""

from __future__ import annotations

from dataclasses import dataclass, field

from django import template
from django.conf import settings
from django.utils import timezone
from wagtail.models import Page

from gongkai.apps.ledgers.queries import PublicLedger, PublicTask
from gongkai.apps.ledgers.queries.public_lists import DemandingTask, PublicNotice, demanding_tasks, public_progress
from gongkai.apps.orgs.queries import oversight_office
from gongkai.apps.sections.models import Section, SectionChange
from gongkai.apps.sections.queries import change_log, home
from gongkai.domain.notices import without_paths

register = template.Library()


@dataclass(slots=True)
class Branch:
    """A section and those below it, for drawing the tree."""

    title: str
    url: str
    path: str
    children: list[Branch] = field(default_factory=list)


def branches(root: Page | None) -> list[Branch]:
    """The sections in force under a page. One query, whatever the depth."""
    if root is None:
        return []
    site = home()
    top = site.url_path if site else "/"
    made: dict[str, Branch] = {}
    found: list[Branch] = []
    below = Section.objects.descendant_of(root).live().filter(retired_on__isnull=True).order_by("path")
    for section in below.only("title", "url_path", "path", "depth"):
        branch = Branch(section.title, f"/{section.url_path.removeprefix(top)}", section.path)
        made[section.path] = branch
        above = made.get(section.path[: -Section.steplen])
        if above:
            above.children.append(branch)
        elif section.depth == root.depth + 1:
            found.append(branch)
    return found


@register.simple_tag
def place_name() -> str:
    """The name in the masthead."""
    return settings.WAGTAIL_SITE_NAME


@register.simple_tag
def oversight_office_name() -> str:
    """Who answers for the site."""
    office = oversight_office()
    return office.name if office else settings.WAGTAIL_SITE_NAME


@register.simple_tag
def section_tree() -> list[Branch]:
    """The whole tree in force; its first row is the navigation."""
    return branches(home())


@register.simple_tag
def sub_sections(page: Page) -> list[Branch]:
    """The sections below a page."""
    return branches(page)


@register.filter
def ancestors(page: Page) -> list[Branch]:
    """The pages above, from the home page down, for the breadcrumb."""
    site = home()
    top = site.url_path if site else "/"
    above = page.get_ancestors().filter(depth__gte=site.depth if site else 2).only("title", "url_path", "path")
    return [Branch("首页" if p.url_path == top else p.title, f"/{p.url_path.removeprefix(top)}", p.path) for p in above]


@register.filter
def starts_at(path: str | None, above: str) -> bool:
    """Whether a page lies at or below another."""
    return path is not None and path.startswith(above)


@register.simple_tag
def public_rows(limit: int) -> tuple[PublicNotice, ...]:
    """The newest public notices with their counts."""
    return public_progress(timezone.localdate(), limit)


@register.simple_tag
def latest_changes(limit: int) -> list[SectionChange]:
    """The newest changes of sections."""
    return list(change_log()[:limit])


@register.simple_tag
def demanding_items(page: Page) -> tuple[DemandingTask, ...]:
    """The tasks a section answers."""
    return demanding_tasks(page.pk, timezone.localdate())


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch of the progress bar, in tasks."""

    kind: str
    start: int
    width: int


@register.filter
def bars(shown: PublicLedger) -> list[Bar]:
    """The stretches of the progress bar, empty ones left out."""
    made: list[Bar] = []
    start = 0
    for kind in ("done", "under_way", "not_started", "late"):
        width = shown.counts[kind]
        if width:
            made.append(Bar(kind, start, width))
            start += width
    return made


@register.filter
def shown_text(task: PublicTask) -> str:
    """The task without the bracket of places, when those are listed under it."""
    return without_paths(task.text) if task.places else task.text
