"""Someone with the database in hand drops the triggers and changes the log. The verification finds the place."""

from __future__ import annotations

import pytest
from django.db import connection

from gongkai.apps.audit import _triggers, queries
from gongkai.apps.audit._canonical import digest
from gongkai.apps.audit._chain import seal_of
from gongkai.apps.audit.models import AuditEntry
from gongkai.apps.audit.operations import record

pytestmark = pytest.mark.django_db


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.fixture
def ids():
    """Six entries, and no triggers any more. Removing them is undone with the test's transaction."""
    made = [record(actor=None, action=f"第{number}笔", target="无", after={"n": number}).pk for number in range(1, 7)]
    _triggers.remove(connection)
    return made


def edit_text(ids):
    sql("UPDATE audit_auditentry SET action = '别的' WHERE id = %s", ids[2])


def edit_json(ids):
    sql("UPDATE audit_auditentry SET after = '{\"n\": 99}' WHERE id = %s", ids[2])


def edit_time(ids):
    sql("UPDATE audit_auditentry SET at = '2020-01-01 00:00:00+00:00' WHERE id = %s", ids[2])


def edit_and_hash_anew(ids):
    """改一条并重算它自己的摘要：与下一条接不上。"""
    entry = AuditEntry.objects.get(pk=ids[2])
    entry.action = "别的"
    sql("UPDATE audit_auditentry SET action = %s, hash = %s WHERE id = %s", entry.action, digest(entry), ids[2])


def rewrite_all(ids):
    """从改动处起整链重算：没有密钥，封不了链尾。"""
    previous = None
    for entry in AuditEntry.objects.order_by("pk"):
        if entry.pk == ids[2]:
            entry.action = "别的"
        entry.previous_hash = previous or entry.previous_hash
        previous = entry.hash = digest(entry)
        sql(
            "UPDATE audit_auditentry SET action = %s, previous_hash = %s, hash = %s WHERE id = %s",
            entry.action, entry.previous_hash, entry.hash, entry.pk,
        )  # fmt: skip


def rewrite_all_and_the_head(ids):
    rewrite_all(ids)
    sql("UPDATE audit_chainhead SET hash = %s", AuditEntry.objects.latest("pk").hash)


def forge_the_seal(ids):
    rewrite_all_and_the_head(ids)
    last = AuditEntry.objects.latest("pk").hash
    sql("UPDATE audit_chainhead SET seal = %s", seal_of(6, last, secret="猜的密钥"))


def remove_middle(ids):
    sql("DELETE FROM audit_auditentry WHERE id = %s", ids[2])


def remove_first(ids):
    sql("DELETE FROM audit_auditentry WHERE id = %s", ids[0])


def remove_last(ids):
    sql("DELETE FROM audit_auditentry WHERE id = %s", ids[5])


def remove_all(ids):
    sql("DELETE FROM audit_auditentry")


def remove_the_head(ids):
    sql("DELETE FROM audit_chainhead")


def add_at_end(ids):
    """照链的样子在末尾补一条：链尾的条数不认。"""
    last = AuditEntry.objects.latest("pk")
    entry = AuditEntry(at=last.at, actor_text="系统", action="补记", target_text="无", previous_hash=last.hash)
    entry.hash = digest(entry)
    entry.save()


def add_in_middle(ids):
    """在中间插一条，接着第二条写：第三条接不上了。"""
    sql("UPDATE audit_auditentry SET id = id + 1000 WHERE id >= %s", ids[2])
    second = AuditEntry.objects.get(pk=ids[1])
    entry = AuditEntry(
        pk=ids[2], at=second.at, actor_text="系统", action="补记", target_text="无", previous_hash=second.hash
    )
    entry.hash = digest(entry)
    entry.save()


TAMPERED = [
    # (how, the first place, words of the reason)
    (edit_text, 3, "被改动过"),
    (edit_json, 3, "被改动过"),
    (edit_time, 3, "被改动过"),
    (edit_and_hash_anew, 4, "之前的记录被删除或改写"),
    (rewrite_all, 6, "整段改写"),
    (rewrite_all_and_the_head, 6, "链尾封印不符"),
    (forge_the_seal, 6, "链尾封印不符"),
    (remove_middle, 3, "之前的记录被删除或改写"),
    (remove_first, 1, "之前的记录被删除或改写"),
    (remove_last, 6, "末尾的记录被删除"),
    (remove_all, 1, "末尾的记录被删除"),
    (remove_the_head, 0, "链尾封印不符"),
    (add_at_end, 7, "多出"),
    (add_in_middle, 4, "插入过记录"),
]


@pytest.mark.parametrize(("tamper", "position", "reason"), TAMPERED, ids=lambda value: getattr(value, "__name__", None))
def test_tampering_is_found(ids, tamper, position, reason):
    assert queries.verify() is None
    tamper(ids)
    broken = queries.verify()
    assert broken is not None
    assert broken.position == position
    assert reason in str(broken)


def test_an_empty_log_is_whole():
    assert queries.verify() is None


def test_a_changed_key_is_accepted_while_the_old_one_is_listed(ids, settings):
    """更换密钥后，旧密钥列入 SECRET_KEY_FALLBACKS 期间照常核对。"""
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "另一个密钥"
    assert queries.verify() is None


def test_progress_is_told(ids):
    seen: list[tuple[int, int]] = []
    queries.verify(lambda done, total: seen.append((done, total)))
    assert seen[-1] == (6, 6)
