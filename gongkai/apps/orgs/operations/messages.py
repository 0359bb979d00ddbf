"""Telling people things. A message is part of the act that it tells of, and that act is what the log records."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from gongkai.apps.audit.events import announce
from gongkai.apps.orgs.events import MailWanted
from gongkai.apps.orgs.models import Message, User


@transaction.atomic
def send_message(
    *,
    user: User,
    key: str,
    title: str,
    text: str = "",
    url: str = "",
    by_mail: bool = False,
    now: datetime | None = None,
) -> Message | None:
    """Put a message into a person's inbox, once per `key`: None when it is there already.

    By mail as well when wanted and an address is known; mails go out after the commit and collect what is waiting.
    """
    message, is_new = Message.objects.get_or_create(
        user=user,
        key=key[:160],
        defaults={
            "title": title[:200],
            "text": text,
            "url": url[:300],
            "by_mail": by_mail and bool(user.email) and user.is_active,
            "made_at": now or timezone.now(),
        },
    )
    if not is_new:
        return None
    if message.by_mail:
        announce(MailWanted(message.pk))
    return message


def send_to_all(
    *, users: Iterable[User], key: str, title: str, text: str = "", url: str = "", now: datetime | None = None
) -> int:
    """The same message to several people, by mail as well, once per person and `key`, in two statements. For acts that
    hold a lock: two at the same moment would collide. Returns how many were new."""
    people = list(users)
    with transaction.atomic():
        told = set(Message.objects.filter(key=key[:160], user__in=people).values_list("user", flat=True))
        new = [
            Message(
                user=user,
                key=key[:160],
                title=title[:200],
                text=text,
                url=url[:300],
                by_mail=bool(user.email) and user.is_active,
                made_at=now or timezone.now(),
            )
            for user in people
            if user.pk not in told
        ]
        for message in Message.objects.bulk_create(new):
            if message.by_mail:
                announce(MailWanted(message.pk))
    return len(new)


def mark_read(*, user: User, messages: Iterable[Message] | None = None, now: datetime | None = None) -> int:
    """Mark a person's own messages as read, all when none are named. Returns how many were unread."""
    own = Message.objects.filter(user=user, read_at=None)
    if messages is not None:
        own = own.filter(pk__in=[message.pk for message in messages])
    return own.update(read_at=now or timezone.now())
