"""The addresses: the desk under /desk/, everything else is the public site."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [
    path("desk/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("gongkai.fronts.portal.urls_files")),
    path("", include("gongkai.fronts.portal.urls")),
    path("", include(wagtail_urls)),
]
