"""Changing units, groups, people, roles, work years; telling people things. Each refusal is a sentence (`Blocked`).

`actor` None is the system itself: a command or the sample town, which need no right.
"""

from gongkai.apps.orgs.operations.messages import mark_read, send_message
from gongkai.apps.orgs.operations.people import (
    appoint_administrator,
    issue_feed_token,
    person_blockers,
    remove_role,
    save_person,
    set_active,
    set_password,
    set_role,
)
from gongkai.apps.orgs.operations.units import (
    add_alias,
    add_unit,
    appoint_oversight_office,
    change_unit,
    remove_alias,
    rename_unit,
    retire_unit,
    save_group,
    unit_blockers,
)
from gongkai.apps.orgs.operations.years import load_work_year, withdraw_work_year

__all__ = [
    "add_alias",
    "add_unit",
    "appoint_administrator",
    "appoint_oversight_office",
    "change_unit",
    "issue_feed_token",
    "load_work_year",
    "mark_read",
    "person_blockers",
    "remove_alias",
    "remove_role",
    "rename_unit",
    "retire_unit",
    "save_group",
    "save_person",
    "send_message",
    "set_active",
    "set_password",
    "set_role",
    "unit_blockers",
    "withdraw_work_year",
]
