"""Addresses of what is taken away: files, downloads, tables, the code to scan. None of them has editions."""

from django.urls import URLPattern, path, re_path

from gongkai.fronts.portal.views import downloads

urlpatterns: list[URLPattern] = [
    path("doc/<int:pk>/files/<int:attachment>/<path:name>", downloads.document_file, name="document_file"),
    re_path(
        r"^doc/(?P<pk>\d{1,9})/download/(?P<form>docx|pdf|txt)/$", downloads.document_download, name="document_download"
    ),
    re_path(
        r"^doc/(?P<pk>\d{1,9})/tables/(?P<number>\d{1,3})\.(?P<form>xlsx|csv)$",
        downloads.document_table,
        name="document_table",
    ),
    path("doc/<int:pk>/qr.svg", downloads.document_qr, name="document_qr"),
    path("qr.svg", downloads.page_qr, name="page_qr"),
]
