"""Addresses of the desk, all in the namespace `desk` and under /desk/ inside Wagtail's admin."""

from __future__ import annotations

from django.urls import path

from gongkai.fronts.desk import (
    urls_documents,
    urls_ledger,
    urls_libraries,
    urls_proofing,
    urls_publishing,
    urls_sections,
)
from gongkai.fronts.desk.views import compare, notice, notices, review, session, today

app_name = "desk"
urlpatterns = [
    path("today/", today.Today.as_view(), name="today"),
    path("messages/<int:pk>/", session.OpenMessage.as_view(), name="message"),
    path("messages/read/", session.ReadAll.as_view(), name="messages_read"),
    path("notices/", notices.Notices.as_view(), name="notices"),
    path("notices/import/", notices.Upload.as_view(), name="notice_new"),
    path("notices/<int:pk>/", notice.NoticePage.as_view(), name="notice"),
    path("notices/<int:pk>/do/", notice.NoticeAct.as_view(), name="notice_act"),
    path("notices/<int:pk>/compare/", compare.Compare.as_view(), name="compare"),
    path("imports/<int:pk>/", review.Review.as_view(), name="review"),
    path("imports/<int:pk>/do/", review.Act.as_view(), name="review_act"),
    path("imports/<int:pk>/row/", review.RowForm.as_view(), name="review_row"),
    path("imports/<int:pk>/unit/", review.Chooser.as_view(), name="review_choose"),
    path("imports/<int:pk>/accept/", review.Accept.as_view(), name="review_accept"),
    path("imports/<int:pk>/discard/", review.Discard.as_view(), name="review_discard"),
    path("imports/<int:pk>/progress/", notices.Progress.as_view(), name="review_progress"),
    path("imports/<int:pk>/file/", notices.Original.as_view(), name="import_file"),
    *urls_proofing.urlpatterns,
    *urls_ledger.urlpatterns,
    *urls_sections.urlpatterns,
    *urls_publishing.urlpatterns,
    *urls_documents.urlpatterns,
    *urls_libraries.urlpatterns,
]
