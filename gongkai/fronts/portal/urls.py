"""Public addresses besides the section tree."""

from django.urls import URLPattern, path

from gongkai.fronts.portal.views import feed, ledger, sections

urlpatterns: list[URLPattern] = [
    path("calendar/<str:token>.ics", feed.calendar_feed, name="calendar_feed"),
    path("ledger/", ledger.ledgers, name="public_ledgers"),
    path("ledger/<int:pk>/", ledger.ledger, name="public_ledger"),
    path("ledger/<int:pk>/plans/<int:unit>/", ledger.plan, name="public_plan"),
    path("section-changes/", sections.section_changes, name="section_changes"),
]
