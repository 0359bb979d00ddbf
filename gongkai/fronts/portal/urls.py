"""Public addresses besides the section tree."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
