"""The only place where one app's event meets another app's reaction, and where the daily work is named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from typing import Any

from gongkai.apps.documents import events as papers
from gongkai.apps.documents.operations import official_texts
from gongkai.apps.documents.operations.letters import tell_of_duty
from gongkai.apps.documents.operations.placing import move_to_replacement
from gongkai.apps.jobs.operations import Daily
from gongkai.apps.ledgers import events as ledger
from gongkai.apps.ledgers.operations import counting, due_dates, letters
from gongkai.apps.orgs.events import MailWanted, WorkYearLoaded, WorkYearWithdrawn
from gongkai.apps.orgs.operations import mail
from gongkai.apps.publishing.operations import findings, links
from gongkai.apps.sections.events import SectionReplaced

# event → what runs after the transaction that announced it has committed
REACTIONS: dict[type, tuple[Callable[[Any], object], ...]] = {
    ledger.ItemsAssigned: (letters.tell_of_assignment,),
    ledger.ItemSubmitted: (letters.tell_checkers,),
    ledger.ItemChecked: (letters.tell_of_check,),
    ledger.ItemReturned: (letters.tell_workers,),
    ledger.ItemClosedOut: (letters.tell_of_close_out,),
    SectionReplaced: (move_to_replacement,),
    papers.DraftSaved: (findings.proofread_saved, links.links_saved),
    papers.DutyOpened: (tell_of_duty,),
    papers.DocumentPublished: (official_texts.check_published,),
    papers.PressEventRecorded: (counting.count_press_event,),
    papers.PressEventDropped: (counting.forget_press_event,),
    MailWanted: (mail.want_mail,),
    WorkYearLoaded: (due_dates.follow_work_year,),
    WorkYearWithdrawn: (due_dates.follow_work_year,),
}

# the work of every day; an administrator may move the hour or switch one off
DAILY: tuple[Daily, ...] = (
    Daily("清理旧任务", "gongkai.apps.jobs.tasks.forget_old", time(3, 0)),
    Daily("检查链接", "gongkai.apps.publishing.operations.links.check_links_today", time(4, 0)),
    Daily("核对正式版本", "gongkai.apps.documents.operations.official_texts.check_texts_today", time(5, 0)),
    Daily("有效期届满", "gongkai.apps.documents.operations.validity.lapse_today", time(0, 10)),
    Daily("清理无主文件", "gongkai.apps.files.operations.sweep_today", time(3, 10)),
    Daily("检查附件", "gongkai.apps.documents.operations.attachments.check_media_today", time(2, 0)),
    Daily("补发到期文件", "gongkai.apps.publishing.operations.signing.release_due", time(0, 1)),
    Daily("文件公开检查", "gongkai.apps.publishing.operations.reconsideration.watch_reviews", time(7, 0)),
    Daily("标准目录编制提醒", "gongkai.apps.sections.operations.compiling.remind_of_catalogues", time(7, 20)),
    Daily("每日提醒", "gongkai.apps.ledgers.operations.reminders.remind_today", time(7, 30)),
    Daily("补发提醒邮件", "gongkai.apps.orgs.operations.mail.mail_messages", time(8, 0)),
)
