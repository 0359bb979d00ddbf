"""What every view of the desk shares: who may open it, how a refusal is shown, the way back after a change."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, cast
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.generic.base import TemplateView

from gongkai.apps.orgs.models import Membership, User
from gongkai.domain.workflow import Blocked

NO_UNIT = "您的账号还没有任职单位，暂时看不到工作内容。请联系政务公开主管部门为您登记。"
NO_RIGHT = "您没有办理这项工作的权限。如需办理，请联系政务公开主管部门。"


def read_number(word: str) -> int | None:
    """A number that came with a request, or None: no database column holds more than eighteen digits."""
    return int(word) if word.isascii() and word.isdecimal() and len(word) <= 18 else None


def read_numbers(words: Iterable[str]) -> list[int]:
    """The numbers among what came with a request."""
    return [number for number in map(read_number, words) if number is not None]


def has_membership(user: Any) -> bool:
    """Whether the person acts for any unit, or is the system administrator."""
    return bool(user.is_superuser or Membership.objects.filter(user=user).exists())


def refuse(request: HttpRequest, sentence: str = NO_RIGHT, status: int = 403) -> HttpResponse:
    """A page that says in one sentence why not."""
    return render(request, "desk/refused.html", {"sentence": sentence}, status=status)


def no_unit(request: HttpRequest) -> HttpResponse:
    """The empty desk of somebody who acts for no unit. Nothing went wrong: 200 at the first screen, 403 elsewhere."""
    is_first = request.resolver_match is not None and request.resolver_match.view_name == "desk:today"
    context = {"sentence": NO_UNIT, "title": "今天要办" if is_first else ""}
    return render(request, "desk/refused.html", context, status=200 if is_first else 403)


class DeskView(TemplateView):
    """A screen of the desk. Set `template_name` and, when the screen is not for everyone with a unit, `may`.

    Raise `PermissionDenied("句子。")` from any method: the page shows the sentence with status 403. Change things
    through `act`, which shows refusals as messages and always answers with a redirect.
    """

    may: Callable[[Any], bool] | None = None

    @property
    def user(self) -> User:
        """Who is at the desk; `dispatch` lets nobody anonymous through."""
        return cast(User, self.request.user)

    def is_allowed(self) -> bool:
        """The access predicate; override when it depends on the thing shown (`self.kwargs`)."""
        predicate = type(self).may
        return predicate is None or predicate(self.request.user)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Anonymous to the login page, people without a unit to a page that says so, the rest by `is_allowed`."""
        if request.user.is_anonymous:
            return redirect_to_login(request.get_full_path())
        if not has_membership(request.user):
            return no_unit(request)
        try:
            if not self.is_allowed():
                return refuse(request)
            return super().dispatch(request, *args, **kwargs)
        except PermissionDenied as error:
            return refuse(request, str(error) or NO_RIGHT)

    def act(self, change: Callable[[], Any], *, done: str = "", to: str | None = None) -> HttpResponseRedirect:
        """Run one operation. `done` is said when it worked; a refusal is said sentence by sentence."""
        try:
            change()
        except Blocked as blocked:
            for sentence in blocked.blockers:
                messages.error(self.request, sentence)
        else:
            if done:
                messages.success(self.request, done)
        return redirect(to or self.way_back())

    def way_back(self) -> str:
        """Where the form came from: its `next` field, else the page it stood on, else this address."""
        for place in (self.request.POST.get("next", ""), self.request.headers.get("referer", "")):
            if place and url_has_allowed_host_and_scheme(place, {self.request.get_host()}, self.request.is_secure()):
                parts = urlsplit(place)
                # a path that begins with two strokes names a host to a browser
                path = "/" + parts.path.lstrip("/\\")
                return f"{path}?{parts.query}" if parts.query else path
        return self.request.path
