"""Addresses of review before publication."""

from __future__ import annotations

from django.urls import path

from gongkai.fronts.desk.views.publishing import lists, process

urlpatterns = [
    path("reviews/", lists.Queue.as_view(), name="reviews"),
    path("reviews/running/", lists.Running.as_view(), name="reviews_running"),
    path("reviews/returned/", lists.Returned.as_view(), name="reviews_returned"),
    path("reviews/scheduled/", lists.Scheduled.as_view(), name="reviews_scheduled"),
    path("reviews/emergencies/", lists.Emergencies.as_view(), name="reviews_emergencies"),
    path("reviews/unpublished/", lists.Unpublished.as_view(), name="reviews_unpublished"),
    path("reviews/withheld/", lists.Withheld.as_view(), name="reviews_withheld"),
    path("reviews/withheld/<slug:act>/", lists.Withheld.as_view(), name="reviews_withheld_act"),
    path("reviews/synchrony/", lists.Synchrony.as_view(), name="reviews_synchrony"),
    path("reviews/<int:pk>/", process.ReviewProcessPage.as_view(), name="review_process"),
    path("reviews/<int:pk>/<slug:act>/", process.ReviewProcessPage.as_view(), name="review_process_act"),
]
