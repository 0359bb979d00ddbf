"""规则: when people are reminded, and who."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import Http404
from django.urls import reverse

from gongkai.apps.ledgers.models import ReminderRule
from gongkai.apps.ledgers.operations import save_rule
from gongkai.apps.ledgers.permissions import may_manage
from gongkai.fronts.desk.forms.rules import RuleForm
from gongkai.fronts.desk.views._forms_page import Act, FormsPage

FIELDS = ("name", "days", "is_working_days", "receivers", "by_mail", "is_active")


def _save(page: Any, values: dict[str, Any]) -> None:
    rule = None
    if page.target is not None:
        rule = ReminderRule.objects.filter(pk=page.target).first()
        if rule is None:
            raise Http404
    save_rule(actor=page.request.user, rule=rule, **values)


class Rules(FormsPage):
    """The reminder rules: one form each, and one for a new rule."""

    template_name = "desk/rules/list.html"
    may = staticmethod(may_manage)
    acts: ClassVar = {"rule": Act(RuleForm, _save, "已保存。"), "new": Act(RuleForm, _save, "已新增规则。")}
    acts_on_parts = frozenset({"rule"})

    def page_url(self) -> str:
        return reverse("desk:rules")

    def form_of(self, act: str, *input_: Any, target: int | None = None) -> Any:
        """A rule's form starts from the rule."""
        form = super().form_of(act, *input_, target=target)
        rule = ReminderRule.objects.filter(pk=target or 0).first() if act == "rule" else None
        if rule:
            form.initial = {name: getattr(rule, name) for name in FIELDS}
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Rules in the order in which they act."""
        bound = kwargs.get("bound", {})
        words = dict(ReminderRule.Receiver.choices)
        rules = []
        for rule in ReminderRule.objects.all():
            who = "、".join(words.get(to, to) for to in rule.receivers)
            rules.append((rule, when(rule), who, *self.form_on("rule", rule.pk, bound)))
        return super().get_context_data(rules=rules, **kwargs)


def when(rule: ReminderRule) -> str:
    """到期前 3 个工作日."""
    if rule.days == 0:
        return "到期当天"
    measure = "个工作日" if rule.is_working_days else "天"
    return f"到期{'前' if rule.days < 0 else '后'} {abs(rule.days)} {measure}"
