"""What a person was told: opened, and marked as read."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from gongkai.apps.orgs import operations
from gongkai.apps.orgs.queries import inbox
from gongkai.fronts.desk.views._desk import DeskView


class OpenMessage(DeskView):
    """Opening a message reads it and leads to the thing it speaks of."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *_args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only the own messages; another's is not there."""
        message = inbox(self.user).filter(pk=kwargs["pk"]).first()
        if message is None:
            raise Http404
        operations.mark_read(user=self.user, messages=[message])
        is_ours = url_has_allowed_host_and_scheme(message.url, {request.get_host()}, request.is_secure())
        return redirect(message.url if message.url and is_ours else reverse("desk:today"))


class ReadAll(DeskView):
    """All messages are read."""

    http_method_names = ["post"]

    def post(self, _request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        """Mark, and stay."""
        unread = list(inbox(self.user).filter(read_at=None))
        return self.act(
            lambda: operations.mark_read(user=self.user, messages=unread),
            done="消息已全部标为已读。",
            to=reverse("desk:today"),
        )
