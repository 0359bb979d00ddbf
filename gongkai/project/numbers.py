"""Numbers in addresses that no database column can hold lead nowhere, instead of to an error."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

LARGEST = 2**63 - 1


class NumbersInAddresses:
    """Answers 404 for an address whose number is larger than any key."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, _request: HttpRequest, _view: Any, _args: Any, kwargs: dict[str, Any]) -> None:
        """Looked at before any view asks the database."""
        if any(isinstance(value, int) and value > LARGEST for value in kwargs.values()):
            raise Http404
