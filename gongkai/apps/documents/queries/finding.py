"""A document by the words that a person types for it: its number, its title, or a part of the title."""

from __future__ import annotations

from django.db.models import QuerySet

from gongkai.apps.documents._numbers import number_key, title_key
from gongkai.apps.documents.models import Document


def named_documents(among: QuerySet[Document], words: str, limit: int) -> list[Document]:
    """Those whose number or whole title it is; when there are none, those whose title holds the words, newest first."""
    if (key := number_key(words)) and (found := list(among.filter(number_key=key)[:limit])):
        return found
    if found := list(among.filter(title_key=title_key(words))[:limit]):
        return found
    return list(among.filter(title__icontains=words.strip("《》 　"))[:limit])
