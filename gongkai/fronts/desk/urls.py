"""Addresses of the desk, all in the namespace `desk` and under /desk/ inside Wagtail's admin."""

from __future__ import annotations

from django.urls import path

from gongkai.fronts.desk import urls_ledger
from gongkai.fronts.desk.views import today

app_name = "desk"
urlpatterns = [
    path("today/", today.Today.as_view(), name="today"),
    *urls_ledger.urlpatterns,
]
