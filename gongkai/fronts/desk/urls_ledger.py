"""Addresses of the ledger, plans, sections, units, people, rules and the audit log."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
