"""Messages by mail: one letter per person per run, however many messages wait."""

from __future__ import annotations

import logging
from itertools import groupby

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from django_tasks import task

from gongkai.apps.jobs import progress
from gongkai.apps.jobs.operations import enqueue
from gongkai.apps.jobs.queries import is_waiting
from gongkai.apps.orgs.events import MailWanted
from gongkai.apps.orgs.models import Message, User

logger = logging.getLogger(__name__)


def want_mail(event: MailWanted) -> None:
    """The reaction to a message that wants a mail: one job that waits is enough for all of them."""
    del event  # the job takes whatever waits
    if not is_waiting(mail_messages):
        enqueue(mail_messages)


@task
def mail_messages() -> int:
    """Send what waits, and return the number of letters. A letter that cannot be sent is tried again with the job.

    The messages are marked before the letter goes out: after a crash in between one mail is missing, and the message
    is in the inbox all the same; the other way round people would get letters twice.
    """
    waiting = Message.objects.filter(by_mail=True, mailed_at=None).select_related("user").order_by("user_id", "pk")
    letters = [(user, list(messages)) for user, messages in groupby(waiting, key=lambda message: message.user)]
    failed: list[str] = []
    sent = 0
    with get_connection() as connection:
        for done, (user, messages) in enumerate(letters, 1):
            ids = [message.pk for message in messages]
            claimed = Message.objects.filter(pk__in=ids, mailed_at=None)
            if not user.is_active or claimed.update(mailed_at=timezone.now()) != len(ids):
                continue
            try:
                _letter(user, messages, connection).send()
                sent += 1
            except Exception as error:  # whatever a mail server may answer
                Message.objects.filter(pk__in=ids).update(mailed_at=None)
                logger.warning("给 %s 的邮件没有发出：%s", user.username, error)
                failed.append(user.username)
            progress.report(done, len(letters), "发送提醒邮件")
    if failed:
        raise MailNotSent(len(failed), len(letters))
    return sent


class MailNotSent(Exception):
    """Some letters were refused; the job tries those again."""

    def __init__(self, failed: int, total: int) -> None:
        super().__init__(f"{total} 封邮件中有 {failed} 封没有发出，请检查邮件服务器设置。")


def _letter(user: User, messages: list[Message], connection: BaseEmailBackend) -> EmailMessage:
    """All that waits for one person, each with its link."""
    lines: list[str] = [f"{user.get_full_name()}：", ""]
    for message in messages:
        lines.append(f"· {message.title}")
        lines.extend(f"  {line}" for line in message.text.splitlines() if line.strip())
        if message.url:
            lines.append(f"  {message.url if '://' in message.url else settings.SITE_URL + message.url}")
        lines.append("")
    lines.append(f"登录 {settings.SITE_URL}/desk/ 查看全部消息。本邮件由系统自动发出，请勿回复。")
    title = messages[0].title if len(messages) == 1 else f"{len(messages)} 条政务公开工作提醒"
    subject = " ".join(f"【政务公开】{title}".split())
    return EmailMessage(subject, "\n".join(lines), None, [user.email], connection=connection)
