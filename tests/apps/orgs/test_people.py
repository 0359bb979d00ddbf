"""Who may do what, who is told what, and what a role refuses."""

from __future__ import annotations

import hashlib

import pytest
from django.core import mail
from django.db import transaction

from gongkai.apps.audit.models import AuditEntry
from gongkai.apps.jobs.models import Job
from gongkai.apps.jobs.worker import drain
from gongkai.apps.orgs import operations, permissions, queries
from gongkai.apps.orgs.models import FeedToken, Membership, Message, User
from gongkai.domain.workflow import Blocked

Role = Membership.Role

# who                 manages  sees   reads log-like all
RIGHTS = [
    ("officer", True, True, False),
    ("admin", True, True, False),
    ("finance_liaison", False, True, False),
    ("reviewer", False, True, False),
    ("auditor", False, True, True),
    ("stranger", False, False, False),
]


def refusals(operation, **values) -> tuple[str, ...]:
    with pytest.raises(Blocked) as refused:
        operation(**values)
    return refused.value.blockers


@pytest.mark.parametrize(("who", "manages", "sees", "watches"), RIGHTS)
def test_rights_come_from_roles(cast, who, manages, sees, watches):
    user = getattr(cast, who)
    assert permissions.may_manage_units(user) is manages
    assert permissions.may_manage_people(user) is manages
    assert permissions.may_see_units(user) is sees
    assert permissions.is_auditor(user) is watches
    user.is_active = False
    assert not any(
        may(user) for may in (permissions.may_manage_units, permissions.may_see_units, permissions.is_auditor)
    )


@pytest.mark.parametrize("who", ["finance_liaison", "reviewer", "auditor", "stranger"])
def test_who_may_not_manage_is_told_so(cast, who):
    actor = getattr(cast, who)
    attempts = [
        (operations.add_unit, {"name": "甲局", "kind": "department"}),
        (operations.change_unit, {"unit": cast.finance, "order": 1}),
        (operations.retire_unit, {"unit": cast.media}),
        (operations.add_alias, {"unit": cast.finance, "text": "甲"}),
        (operations.save_group, {"name": "甲组", "kinds": ["town"]}),
        (operations.save_person, {"username": "x", "last_name": "甲", "first_name": "乙"}),
        (operations.set_role, {"person": actor, "unit": cast.office, "role": Role.OFFICE}),
        (operations.set_password, {"person": cast.admin}),
        (operations.set_active, {"person": cast.officer, "is_active": False}),
    ]
    for operation, values in attempts:
        assert refusals(operation, actor=actor, **values) == ("只有政务公开主管部门人员或系统管理员可以办理。",)
    assert not AuditEntry.objects.exists()


def test_liaison_is_a_role_in_one_unit(cast):
    assert permissions.is_liaison_of(cast.finance_liaison, cast.finance)
    assert not permissions.is_liaison_of(cast.finance_liaison, cast.justice)
    assert permissions.is_reviewer_of(cast.reviewer, cast.office)
    assert list(queries.units_of(cast.finance_liaison)) == [cast.finance]
    assert list(queries.units_of(cast.auditor, Role.LIAISON)) == []
    assert list(queries.liaisons_of([cast.finance, cast.justice]).order_by("username")) == [
        cast.justice_liaison, cast.finance_liaison,
    ]  # fmt: skip
    assert set(queries.officers()) == {cast.officer, cast.second_officer}


def test_a_new_person_signs_in_only_with_the_password_shown_once(cast):
    person = operations.save_person(
        actor=cast.officer, username="he", last_name="何", first_name="田", email="he@qingxi.example",
        memberships=[(cast.media, Role.LIAISON)],
    )  # fmt: skip
    assert not person.has_usable_password()
    password = operations.set_password(actor=cast.officer, person=person)
    assert User.objects.get(username="he").check_password(password)
    assert password not in str(list(AuditEntry.objects.values()))
    assert AuditEntry.objects.latest("pk").action == "重设密码"


def test_what_a_person_refuses(cast):
    assert refusals(operations.save_person, actor=cast.officer, username="LIN", last_name=" ", first_name="") == (
        "请填写姓。",
        "登录名“LIN”已有人使用。",
    )
    assert refusals(operations.set_password, actor=cast.officer, person=cast.admin) == (
        "系统管理员的密码只能由系统管理员重设。",
    )
    assert refusals(
        operations.save_person,
        actor=cast.officer,
        person=cast.admin,
        last_name="管",
        first_name="理",
        email="x@y.example",
    ) == ("系统管理员的资料只能由系统管理员修改。",)


NO_ROLE = [
    # (person, unit, role, sentence)
    ("stranger", "finance", Role.OFFICE, "“青溪县财政局”不是政务公开主管部门，不能设主管部门人员。"),
    ("auditor", "finance", Role.LIAISON, "监督员不能同时办理业务：查清不能兼有监督员和其他角色。"),
    ("finance_liaison", "finance", Role.AUDITOR, "监督员不能同时办理业务：钱敏不能兼有监督员和其他角色。"),
    ("finance_liaison", "finance", Role.LIAISON, "钱敏已是“青溪县财政局”的联络员。"),
    ("stranger", "finance", "king", "请选择角色。"),
]


@pytest.mark.parametrize(("who", "where", "role", "sentence"), NO_ROLE)
def test_what_a_role_refuses(cast, who, where, role, sentence):
    values = {"person": getattr(cast, who), "unit": getattr(cast, where), "role": role}
    assert refusals(operations.set_role, actor=cast.officer, **values) == (sentence,)


def test_the_office_is_never_left_empty(cast):
    operations.remove_role(actor=cast.officer, person=cast.second_officer, unit=cast.office, role=Role.OFFICE)
    only = "林静是唯一的主管部门人员，请先增加另一人。"
    assert refusals(
        operations.remove_role, actor=cast.admin, person=cast.officer, unit=cast.office, role=Role.OFFICE
    ) == (only,)
    assert operations.person_blockers(cast.officer, cast.officer)["deactivate"] == (only, "不能停用自己的账号。")


def test_who_is_out_of_use_has_no_rights(cast):
    operations.set_active(actor=cast.officer, person=cast.second_officer, is_active=False)
    assert not permissions.is_office(User.objects.get(pk=cast.second_officer.pk))
    assert list(queries.officers()) == [cast.officer]


def test_people_are_found_by_name_and_unit(cast):
    assert [list(queries.people(text).values_list("username", flat=True)) for text in ("林静", "财政", "fan", "林 财政")] == [
        ["lin"], ["qian"], ["fan"], [],
    ]  # fmt: skip


def test_a_calendar_token_is_shown_once_and_kept_as_a_hash(cast):
    first = operations.issue_feed_token(actor=cast.finance_liaison, unit=cast.finance)
    assert queries.unit_of_token(first) == cast.finance
    assert FeedToken.objects.get().hash == hashlib.sha256(first.encode()).hexdigest()
    second = operations.issue_feed_token(actor=cast.officer, unit=cast.finance)
    assert (queries.unit_of_token(first), queries.unit_of_token(second)) == (None, cast.finance)
    assert queries.unit_of_token("") is None
    assert refusals(operations.issue_feed_token, actor=cast.justice_liaison, unit=cast.finance) == (
        "只有“青溪县财政局”的联络员或主管部门人员可以生成日历订阅地址。",
    )


def tell(user: User, key: str, **values) -> Message | None:
    return operations.send_message(user=user, key=key, title=f"题{key}", text="内容", url="/desk/", **values)


def test_a_message_is_delivered_once(cast):
    assert tell(cast.officer, "a")
    assert tell(cast.officer, "a") is None
    assert tell(cast.second_officer, "a")
    assert [message.title for message in queries.inbox(cast.officer)] == ["题a"]
    assert queries.unread_count(cast.officer) == 1
    foreign = Message.objects.get(user=cast.second_officer)
    assert operations.mark_read(user=cast.officer, messages=[foreign]) == 0
    assert operations.mark_read(user=cast.officer) == 1
    assert (queries.unread_count(cast.officer), queries.unread_count(cast.second_officer)) == (0, 1)


@pytest.mark.django_db(transaction=True)
def test_one_mail_per_person_however_many_messages(cast):
    """同一轮里三条消息合成一封信；没有要求发信的不发。"""
    with transaction.atomic():
        for key in ("a", "b", "c"):
            tell(cast.officer, key, by_mail=True)
        tell(cast.second_officer, "a", by_mail=True)
        tell(cast.auditor, "a")
    assert Job.objects.count() == 1
    drain()
    letters = {letter.to[0]: letter for letter in mail.outbox}
    assert set(letters) == {"lin@qingxi.example", "gao@qingxi.example"}
    assert letters["lin@qingxi.example"].subject == "【政务公开】3 条政务公开工作提醒"
    assert letters["lin@qingxi.example"].body.count("· 题") == 3
    assert "http://127.0.0.1:8000/desk/" in letters["lin@qingxi.example"].body
    tell(cast.officer, "a", by_mail=True)
    assert drain() == 0
    assert len(mail.outbox) == 2


@pytest.mark.django_db(transaction=True)
def test_a_mail_that_fails_loses_nothing(cast, settings):
    """邮件服务器不通：站内消息照样在，信等下一次再发。"""
    settings.EMAIL_BACKEND = "tests.apps.orgs.no_mail.EmailBackend"
    assert tell(cast.officer, "a", by_mail=True)
    drain()
    job = Job.objects.get()
    assert (job.state, job.error_sentence) == (
        "ready", "第 1 次运行失败，10 秒后重试：1 封邮件中有 1 封没有发出，请检查邮件服务器设置。",
    )  # fmt: skip
    assert queries.unread_count(cast.officer) == 1
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Job.objects.update(run_after=None)
    drain()
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_a_message_that_is_rolled_back_is_not_mailed(cast):
    with transaction.atomic():
        tell(cast.officer, "a", by_mail=True)
        transaction.set_rollback(True)
    assert not Job.objects.exists()
    assert not Message.objects.exists()


def test_who_has_no_address_gets_no_mail(cast):
    User.objects.update(email="")
    cast.officer.refresh_from_db()
    assert not tell(cast.officer, "a", by_mail=True).by_mail
