"""Public addresses. What is no page of its own is looked up in the tree of sections, last."""

from django.urls import URLPattern, URLResolver, path, re_path

from gongkai.fronts.portal.views import (
    catalogues,
    documents,
    feed,
    forms,
    gazette,
    ledger,
    lists,
    machines,
    pages,
    platform,
    sections,
    units,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("calendar/<str:token>.ics", feed.calendar_feed, name="calendar_feed"),
    path("ledger/", ledger.ledgers, name="public_ledgers"),
    path("ledger/<int:pk>/", ledger.ledger, name="public_ledger"),
    path("ledger/<int:pk>/plans/<int:unit>/", ledger.plan, name="public_plan"),
    path("section-changes/", sections.section_changes, name="section_changes"),
    # documents
    path("doc/<int:pk>/", documents.document, name="public_document"),
    path("doc/<int:pk>/cited/", documents.cited, name="document_cited"),
    path("doc/<int:pk>/versions/<int:number>/", documents.version, name="document_version"),
    path(
        "doc/<int:pk>/versions/<int:older>/compare/<int:newer>/", documents.compare_versions, name="document_versions"
    ),
    path("doc/<int:pk>/compare/<int:other>/", documents.compare, name="document_compare"),
    # lists
    path("latest/", lists.public_latest, name="public_latest"),
    path("library/", lists.libraries, name="libraries"),
    path("library/<slug:slug>/", lists.public_library, name="public_library"),
    path("search/", lists.search, name="search"),
    path("map/", lists.site_map, name="site_map"),
    path("guides/", platform.guides, name="guides"),
    path("clean-ups/", platform.clean_ups, name="clean_ups"),
    path("clean-ups/<int:year>/", platform.clean_up, name="clean_up"),
    path("units/", units.units, name="units"),
    path("gazette/", gazette.gazettes, name="gazettes"),
    path("gazette/<int:year>/<int:number>/", gazette.gazette_issue, name="gazette_issue"),
    path("gazette/<int:year>/<int:number>/<int:position>/", gazette.gazette_article, name="gazette_article"),
    path("catalogues/", catalogues.catalogues, name="catalogues"),
    path("catalogues/<int:pk>/", catalogues.catalogue, name="catalogue"),
    path("catalogues/<int:pk>/<int:position>/", catalogues.item, name="catalogue_item"),
    path("catalogues/<int:pk>.xlsx", catalogues.catalogue_file, name="catalogue_file"),
    # the only address with a token
    path("forms/<int:pk>/", forms.fill, name="form_fill"),
    # feeds and what programs ask for
    path("feeds/", feed.feeds, name="feeds"),
    path("feeds/latest.<slug:kind>", feed.latest_feed, name="latest_feed"),
    path("feeds/section/<int:pk>.<slug:kind>", feed.section_feed, name="section_feed"),
    path("feeds/unit/<int:pk>.<slug:kind>", feed.unit_feed, name="unit_feed"),
    path("feeds/library/<slug:slug>.<slug:kind>", feed.library_feed, name="library_feed"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("sitemap-pages-<int:number>.xml", machines.sitemap_pages, name="sitemap_pages"),
    path("sitemap-documents-<int:number>.xml", machines.sitemap_documents, name="sitemap_documents"),
    path("sitemap-gazette-<int:number>.xml", machines.sitemap_gazette, name="sitemap_gazette"),
    path("robots.txt", machines.robots, name="robots"),
    path(".well-known/security.txt", machines.security, name="security"),
    # the tree
    re_path(r"^(?P<path>[\w/-]*)$", pages.page, name="page"),
]
