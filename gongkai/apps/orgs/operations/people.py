"""People, their roles, their passwords, and the token of a unit's calendar."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from gongkai.apps.audit.operations import record
from gongkai.apps.orgs.models import FeedToken, Membership, Unit, User
from gongkai.apps.orgs.operations._checks import require, stop_if
from gongkai.apps.orgs.permissions import may_issue_feed_token, may_manage_people
from gongkai.domain.workflow import Blocked

Role = Membership.Role
# no 0/O, 1/l/I: the password is read out or copied by hand
LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"


@transaction.atomic
def save_person(
    *,
    actor: User | None,
    username: str = "",
    last_name: str,
    first_name: str,
    email: str = "",
    memberships: Iterable[tuple[Unit, str]] | None = None,
    person: User | None = None,
) -> User:
    """A new person, or the facts of one. A new person cannot sign in before `set_password`.

    `memberships` replaces all roles when given; the user name of an existing person is not changed.
    """
    require(actor, may_manage_people)
    username = username.strip()
    stop_if(_person_blockers(username, last_name, person))
    if person is not None:
        # a changed address would receive the letter that resets the password
        _leave_administrators_alone(actor, person, "资料只能由系统管理员修改")
    before = _facts(person) if person else {}
    saved = person or User(username=username)
    saved.last_name, saved.first_name, saved.email = last_name.strip(), first_name.strip(), email.strip()
    if person is None:
        saved.set_unusable_password()
    saved.save()
    if memberships is not None:
        wanted = {(unit.pk, role): unit for unit, role in memberships}
        for (_, role), unit in wanted.items():
            stop_if(_role_blockers(saved, unit, role, {held for _, held in wanted}))
        saved.memberships.all().delete()
        Membership.objects.bulk_create(Membership(user=saved, unit_id=pk, role=role) for pk, role in wanted)
    record(actor=actor, action="修改人员" if person else "新建人员", target=saved, before=before, after=_facts(saved))
    return saved


@transaction.atomic
def set_role(*, actor: User | None, person: User, unit: Unit, role: str) -> Membership:
    """Give a person a role in a unit. Blocked where the role would undo a separation of duties."""
    require(actor, may_manage_people)
    others = set(person.memberships.values_list("role", flat=True))
    stop_if(_role_blockers(person, unit, role, others | {role}))
    held, is_new = Membership.objects.get_or_create(user=person, unit=unit, role=role)
    stop_if(() if is_new else (f"{person.get_full_name()}已是“{unit}”的{held.get_role_display()}。",))
    record(actor=actor, action="增加角色", target=person, after={"unit": unit.name, "role": role}, unit=unit)
    return held


@transaction.atomic
def remove_role(*, actor: User | None, person: User, unit: Unit, role: str) -> None:
    """Take a role away. The oversight office keeps at least one person."""
    require(actor, may_manage_people)
    held = Membership.objects.filter(user=person, unit=unit, role=role)
    stop_if(() if held.exists() else (f"{person.get_full_name()}在“{unit}”没有这个角色。",))
    if role == Role.OFFICE:
        stop_if(_last_officer_blockers(person))
    held.delete()
    record(actor=actor, action="去掉角色", target=person, before={"unit": unit.name, "role": role}, unit=unit)


@transaction.atomic
def set_password(*, actor: User | None, person: User, password: str = "") -> str:
    """Set a password and return it, the only time it can be read. Without one a random one is made."""
    require(actor, may_manage_people)
    _leave_administrators_alone(actor, person, "密码只能由系统管理员重设")
    password = password or "".join(secrets.choice(LETTERS) for _ in range(14))
    person.set_password(password)
    person.save(update_fields=["password"])
    record(actor=actor, action="重设密码", target=person)
    return password


@transaction.atomic
def appoint_administrator(*, username: str, last_name: str = "", first_name: str = "") -> tuple[User, str]:
    """Make a system administrator of an existing or a new person; returns the person and the password, once.

    Only the machine's own command line calls this: whoever can run it has the database in hand anyway.
    """
    person = User.objects.filter(username=username.strip()).first()
    if person is None:
        person = save_person(actor=None, username=username, last_name=last_name or username, first_name=first_name)
    person.is_superuser = person.is_staff = person.is_active = True
    password = "".join(secrets.choice(LETTERS) for _ in range(14))
    person.set_password(password)
    person.save()
    record(actor=None, action="任命系统管理员", target=person)
    return person, password


@transaction.atomic
def set_active(*, actor: User | None, person: User, is_active: bool) -> User:
    """Let a person sign in, or no longer. What they did stays in their name."""
    require(actor, may_manage_people)
    if not is_active:
        stop_if(person_blockers(actor, person)["deactivate"])
    before, person.is_active = person.is_active, is_active
    person.save(update_fields=["is_active"])
    record(
        actor=actor,
        action="恢复人员" if is_active else "停用人员",
        target=person,
        before={"is_active": before},
        after={"is_active": is_active},
    )
    return person


def person_blockers(actor: User | None, person: User) -> dict[str, tuple[str, ...]]:
    """Why this person may not be put out of use, sentence by sentence."""
    found = list(_last_officer_blockers(person))
    if actor is not None and actor.pk == person.pk:
        found.append("不能停用自己的账号。")
    if person.is_superuser and actor is not None and not actor.is_superuser:
        found.append("系统管理员只能由系统管理员停用。")
    return {"deactivate": tuple(found)}


@transaction.atomic
def issue_feed_token(*, actor: User | None, unit: Unit, now: datetime | None = None) -> str:
    """A new secret for the unit's calendar address; the one before ends. Only its hash is kept."""
    if actor is not None and not may_issue_feed_token(actor, unit):
        raise Blocked([f"只有“{unit}”的联络员或主管部门人员可以生成日历订阅地址。"])
    token = secrets.token_urlsafe(32)
    digest = hashlib.sha256(token.encode()).hexdigest()
    FeedToken.objects.update_or_create(unit=unit, defaults={"hash": digest, "made_at": now or timezone.now()})
    record(actor=actor, action="生成日历订阅地址", target=unit, unit=unit)
    return token


def _leave_administrators_alone(actor: User | None, person: User, sentence: str) -> None:
    if person.is_superuser and actor is not None and not actor.is_superuser:
        raise Blocked([f"系统管理员的{sentence}。"])


def _facts(person: User) -> dict[str, Any]:
    roles = [f"{held.unit} {held.get_role_display()}" for held in person.memberships.select_related("unit")]
    return {
        "username": person.username,
        "last_name": person.last_name,
        "first_name": person.first_name,
        "email": person.email,
        "roles": roles,
    }


def _person_blockers(username: str, last_name: str, person: User | None) -> Iterator[str]:
    if not last_name.strip():
        yield "请填写姓。"
    if person is None and not username:
        yield "请填写登录名。"
    elif person is None and User.objects.filter(username__iexact=username).exists():
        yield f"登录名“{username}”已有人使用。"


def _role_blockers(person: User, unit: Unit, role: str, all_roles: set[str]) -> Iterator[str]:
    if role not in Role.values:
        yield "请选择角色。"
    if not unit.is_active:
        yield f"“{unit}”已停用，不能任职。"
    if role == Role.OFFICE and not unit.is_oversight_office:
        yield f"“{unit}”不是政务公开主管部门，不能设主管部门人员。"
    if Role.AUDITOR in all_roles and all_roles & {Role.OFFICE, Role.LIAISON, Role.REVIEWER}:
        yield f"监督员不能同时办理业务：{person.get_full_name() or person.username}不能兼有监督员和其他角色。"


def _last_officer_blockers(person: User) -> Iterator[str]:
    officers = Membership.objects.filter(role=Role.OFFICE, user__is_active=True)
    if officers.filter(user=person).exists() and not officers.exclude(user=person).exists():
        yield f"{person.get_full_name()}是唯一的主管部门人员，请先增加另一人。"
