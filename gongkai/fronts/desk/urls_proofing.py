"""Addresses of proofreading: the live check, what was found, the wording lists. They stand before urls_documents."""

from __future__ import annotations

from django.urls import path

from gongkai.fronts.desk.views.publishing import proofing, wording

urlpatterns = [
    path("documents/<int:pk>/proof/", proofing.Proof.as_view(), name="proof"),
    path("findings/<int:pk>/repair/", proofing.FindingRepair.as_view(), name="finding_repair"),
    path("findings/<int:pk>/dismiss/", proofing.FindingDismiss.as_view(), name="finding_dismiss"),
    path("findings/<int:pk>/reopen/", proofing.FindingReopen.as_view(), name="finding_reopen"),
    path("rules/wording/", wording.Wording.as_view(), name="wording"),
    path("rules/wording/<slug:act>/", wording.Wording.as_view(), name="wording_act"),
]
