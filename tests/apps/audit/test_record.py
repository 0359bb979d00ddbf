"""Who did what is written down once, in order, without personal data, and cannot be changed afterwards."""

from __future__ import annotations

import threading
from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from gongkai.apps.audit import queries
from gongkai.apps.audit.models import AppendOnly, AuditEntry, ChainHead
from gongkai.apps.audit.operations import record

MASKED = [
    # (what an act carried, what the log keeps)
    ("联系人手机 13812345678", "联系人手机 138****5678"),
    ("138 1234 5678", "138****5678"),
    ("+86-13812345678", "+86-138****5678"),
    ("身份证 110101199003071234", "身份证 110101********1234"),
    ("身份证 11010119900307123X", "身份证 110101********123X"),
    ("旧证 110101900307123", "旧证 110101******123"),
    ("卡号 6222021234567890123", "卡号 6222********0123"),
    ("写信到 zhang.san@example.gov.cn", "写信到 z***@example.gov.cn"),
    # 公开电话、文号、日期、摘要不是个人信息
    ("公开电话 0771-5678901", "公开电话 0771-5678901"),
    ("青政办发〔2026〕13号", "青政办发〔2026〕13号"),
    ("20260331", "20260331"),
    ("b1381234567890a", "b1381234567890a"),
]


@pytest.mark.parametrize(("text", "kept"), MASKED)
def test_personal_data_is_masked_at_any_depth(cast, text, kept):
    entry = record(actor=cast.officer, action="试", target=cast.finance, after={"a": [{"b": text}]})
    assert entry.after == {"a": [{"b": kept}]}


@pytest.mark.django_db
def test_secrets_are_never_written():
    entry = record(actor=None, action="试", target="无", before={"password": "abc", "feed_token": {"x": "y"}})
    assert entry.before == {"password": "***", "feed_token": "***"}


@pytest.mark.django_db
def test_any_value_survives_the_way_through_the_database():
    """日期、小数、很大的数、集合、NUL：存进去再读出来，摘要不变。"""
    values = {
        "d": date(2026, 3, 1),
        "f": 0.5,
        "big": 1e20,
        "n": 10**30,
        "dec": Decimal("1.10"),
        "s": {2, 1},
        "nul": "a\0b",
    }
    record(actor=None, action="试", target="无\0对象", before={"x": float("nan"), "\ud800": None}, after=values)
    assert queries.verify() is None


def test_an_entry_says_who_what_and_where(cast):
    entry = record(actor=cast.officer, action="改", target=cast.finance, unit=cast.office)
    assert (entry.actor_text, entry.unit_text, entry.target_text) == ("林静", "青溪县人民政府办公室", "青溪县财政局")
    assert (entry.target_kind, entry.target_id) == ("orgs.unit", str(cast.finance.pk))
    assert record(actor=None, action="改", target="无").actor_text == "系统"


def test_entries_are_chained(cast):
    first, second = (record(actor=cast.officer, action="改", target=cast.finance) for _ in range(2))
    assert second.previous_hash == first.hash
    assert ChainHead.objects.get().entry_count == AuditEntry.objects.count()


def test_what_is_rolled_back_leaves_no_trace(cast):
    record(actor=None, action="前", target="无")
    with transaction.atomic():
        record(actor=None, action="撤", target="无")
        transaction.set_rollback(True)
    record(actor=None, action="后", target="无")
    assert queries.verify() is None
    assert not AuditEntry.objects.filter(action="撤").exists()


@pytest.mark.django_db
def test_the_model_refuses_to_change():
    entry = record(actor=None, action="试", target="无")
    entry.action = "改过"
    for attempt in (entry.save, entry.delete, AuditEntry.objects.all().delete):
        with pytest.raises(AppendOnly, match="只能追加"):
            attempt()
    with pytest.raises(AppendOnly):
        AuditEntry.objects.update(action="改过")


@pytest.mark.django_db
@pytest.mark.parametrize("statement", ["UPDATE audit_auditentry SET action = 'x'", "DELETE FROM audit_auditentry"])
def test_the_database_refuses_to_change(statement):
    record(actor=None, action="试", target="无")
    with pytest.raises(DatabaseError, match="只能追加"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert AuditEntry.objects.get().action == "试"


@pytest.mark.django_db(transaction=True)
def test_writers_queue_and_the_chain_stays_one():
    """六个人同时办事，每人五笔：一条链，三十条，一条不断。"""
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for step in range(5):
                with transaction.atomic():
                    record(actor=None, action=f"{number}-{step}", target="无")
        except BaseException as error:  # reported by the assertion below
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert AuditEntry.objects.count() == 30
    assert queries.verify() is None


def test_who_may_read(cast):
    """监督员、主管部门、系统管理员能看；联络员、路人看不到。"""
    record(actor=cast.officer, action="改", target=cast.finance)
    counts = {
        name: queries.entries(getattr(cast, name)).count()
        for name in ("auditor", "officer", "admin", "finance_liaison", "reviewer", "stranger")
    }
    assert counts == {"auditor": 1, "officer": 1, "admin": 1, "finance_liaison": 0, "reviewer": 0, "stranger": 0}


def test_filters_narrow(cast):
    record(actor=cast.officer, action="单位更名", target=cast.finance, unit=cast.office)
    record(actor=cast.finance_liaison, action="填报进展", target=cast.justice, unit=cast.finance)
    found = [
        queries.entries(cast.auditor, wanted).count()
        for wanted in (
            queries.LogFilter(actor_id=cast.officer.pk),
            queries.LogFilter(action="填报进展"),
            queries.LogFilter(target_kind="orgs.unit"),
            queries.LogFilter(text="财政 进展"),
            queries.LogFilter(until_on=date(2020, 1, 1)),
            queries.LogFilter(from_on=date(2020, 1, 1)),
        )
    ]
    assert found == [1, 1, 2, 1, 0, 2]
