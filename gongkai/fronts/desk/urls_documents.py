"""Addresses of the documents on the desk."""

from __future__ import annotations

from django.urls import path

from gongkai.fronts.desk.views.documents import editor, files, finders, lists, new, page

urlpatterns = [
    path("documents/", lists.Documents.as_view(), name="documents"),
    path("documents/documents.xlsx", lists.DocumentsExport.as_view(), name="documents_export"),
    path("documents/submit/", lists.DocumentsBulk.as_view(), name="documents_bulk"),
    path("documents/new/", new.DocumentNew.as_view(), name="document_new"),
    path("documents/sections/", finders.SectionFinder.as_view(), name="document_sections"),
    path("documents/find/", finders.PaperFinder.as_view(), name="papers"),
    path("documents/<int:pk>/", page.DocumentPage.as_view(), name="document"),
    path("documents/<int:pk>/edit/", editor.DocumentEdit.as_view(), name="document_edit"),
    path("documents/<int:pk>/preview/", page.DocumentPreview.as_view(), name="document_preview"),
    path("documents/<int:pk>/compare/", page.DocumentCompare.as_view(), name="document_compare"),
    path("documents/<int:pk>/find/", finders.DocumentFinder.as_view(), name="document_find"),
    path("documents/<int:pk>/attach/", files.DocumentAttach.as_view(), name="document_attach"),
    path("documents/<int:pk>/files/<int:attachment>/", files.DocumentFile.as_view(), name="document_file"),
    path("documents/<int:pk>/files/<int:attachment>/drop/", files.DocumentDetach.as_view(), name="document_detach"),
    path("documents/<int:pk>/files/<int:attachment>/<path:name>", files.DocumentFile.as_view(), name="document_image"),
    path("documents/<int:pk>/<slug:act>/", page.DocumentPage.as_view(), name="document_act"),
]
