"""A screen with several forms: one act each, shown again as typed when it is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from gongkai.fronts.desk.forms.fields import DeskForm
from gongkai.fronts.desk.views._desk import DeskView, read_number


@dataclass(frozen=True, slots=True)
class Act:
    """One thing to do on a page: its form, the operation with the form's values, what is said when it worked."""

    form: type[DeskForm]
    run: Callable[[Any, dict[str, Any]], Any]
    done: str


class FormsPage(DeskView):
    """Subclasses name their acts. The address `…/<act>/` takes the POST (`…/<act>-<id>/` when the
    act is on one thing of the page); the page itself is at `page_url`."""

    acts: ClassVar[Mapping[str, Act]] = {}
    # acts with one form for each thing of a kind: their forms are made one by one with `form_on`
    acts_on_parts: ClassVar[frozenset[str]] = frozenset()
    target: int | None = None

    def page_url(self) -> str:
        """Where the page is, and where a finished act leads."""
        raise NotImplementedError

    def act_url(self, name: str) -> str:
        """Where the form of an act goes."""
        return f"{self.page_url()}{name}/"

    def form_settings(self, act: str) -> dict[str, Any]:  # noqa: ARG002 - subclasses look at it
        """What the form of an act needs besides the input: `initial`, choices."""
        return {}

    def form_of(self, act: str, *input_: Any, target: int | None = None) -> DeskForm:
        """The form of an act, empty or with what came in. With `target`: of the act on one thing of the page."""
        name = act if target is None else f"{act}-{target}"
        return self.acts[act].form(*input_, name=name, **self.form_settings(act))

    def form_on(self, act: str, target: int, bound: Mapping[str, DeskForm]) -> tuple[DeskForm, str]:
        """The form of an act on one thing of the page, and where it goes."""
        name = f"{act}-{target}"
        return bound.get(name) or self.form_of(act, target=target), self.act_url(name)

    def forms(self, bound: Mapping[str, DeskForm]) -> dict[str, Any]:
        """All forms of the page and where each goes; `bound` holds the refused one."""
        whole = [act for act in self.acts if act not in self.acts_on_parts]
        shown = {f"{act}_form": bound.get(act) or self.form_of(act) for act in whole}
        return shown | {f"{act}_url": self.act_url(act) for act in whole}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002 - as Django calls it
        """The page. An act's address opened by hand leads to the page."""
        if kwargs.get("act"):
            return redirect(self.page_url())
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, *_args: Any, **kwargs: Any) -> HttpResponse:
        """Run the act, then the page again by redirect. Refused: the page with the input and the reasons, 422."""
        name, _, number = kwargs.get("act", "").partition("-")
        if name not in self.acts or not (number == "" or read_number(number)):
            raise Http404
        self.target = read_number(number)
        form = self.form_of(name, request.POST, request.FILES, target=self.target)
        act = self.acts[name]
        if form.runs(lambda **values: act.run(self, values)):
            if act.done:
                messages.success(request, act.done)
            return redirect(self.page_url())
        return self.render_to_response(self.get_context_data(bound={kwargs["act"]: form}), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The forms of the page, and the addresses they go to."""
        context = super().get_context_data(**kwargs)
        return {**context, **self.forms(kwargs.get("bound", {})), "here_url": self.page_url()}
