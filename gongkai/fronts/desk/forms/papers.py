"""A document named by its number or title: with 100,000 of them there is no list to choose from."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django import forms
from django.db.models import QuerySet

from gongkai.apps.documents.models import Document
from gongkai.apps.documents.queries.finding import named_documents

SHOWN = 4


class PaperField(forms.CharField):
    """Gives the document; `among` says of which. Says which ones are alike when the words do not settle it."""

    def __init__(
        self,
        label: str,
        among: Callable[[], QuerySet[Document]],
        required: bool = True,
        help_text: str = "填发文字号或标题",
        kinds: Sequence[str] = (),
    ) -> None:
        # what is typed is looked up by papers.js, among the public documents of these kinds; all without kinds
        offer = forms.TextInput({"data-paper": ",".join(kinds), "autocomplete": "off"})
        super().__init__(label=label, required=required, max_length=300, help_text=help_text, widget=offer)
        self.among = among

    def clean(self, value: str) -> Document | None:
        """The one document meant."""
        words = super().clean(value).strip()
        if not words:
            return None
        found = named_documents(self.among(), words, SHOWN + 1)
        if not found:
            raise forms.ValidationError(f"没有找到“{words}”，请核对发文字号或标题。")
        if len(found) > 1:
            names = "、".join(f"《{row.title}》{row.document_number}" for row in found[:SHOWN])
            more = "等" if len(found) > SHOWN else ""
            raise forms.ValidationError(f"不止一份：{names}{more}。请填发文字号或完整的标题。")
        return found[0]

    def prepare_value(self, value: object) -> object:
        """A document shows as its number, else its title."""
        return value.document_number or value.title if isinstance(value, Document) else value
