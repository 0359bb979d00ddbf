"""Addresses of the section tree, unit homes, topics, forms and standard catalogues."""

from __future__ import annotations

from django.urls import path

from gongkai.fronts.desk.views.sections import (
    applying,
    catalogue,
    catalogues,
    form_pages,
    homes,
    local_standards,
    powers,
    proposals,
    section,
    site,
    topics,
    tree,
)

SECTIONS = [
    path("sections/", tree.Sections.as_view(), name="sections"),
    path("sections/new/<slug:act>/", tree.Sections.as_view(), name="sections_act"),
    path("sections/proposals/", proposals.Proposals.as_view(), name="proposals"),
    path("sections/proposals/<slug:act>/", proposals.Proposals.as_view(), name="proposals_act"),
    path("sections/aliases/", tree.Aliases.as_view(), name="aliases"),
    path("sections/aliases/<slug:act>/", tree.Aliases.as_view(), name="aliases_act"),
    path("sections/site/", site.Site.as_view(), name="site_facts"),
    path("sections/site/<slug:act>/", site.Site.as_view(), name="site_facts_act"),
    path("sections/log/", tree.SectionLog.as_view(), name="section_log"),
    path("sections/<int:pk>/", section.SectionPage.as_view(), name="section"),
    path("sections/<int:pk>/<slug:act>/", section.SectionPage.as_view(), name="section_act"),
    path("sections/apply/<int:root>/<slug:tree>/", applying.ApplyTree.as_view(), name="apply_tree"),
]
HOMES = [
    path("sections/homes/", homes.Homes.as_view(), name="homes"),
    path("sections/homes/new/<slug:act>/", homes.Homes.as_view(), name="homes_act"),
    path("sections/homes/<int:pk>/", homes.HomePage.as_view(), name="home"),
    path("sections/homes/<int:pk>/<slug:act>/", homes.HomePage.as_view(), name="home_act"),
    path("sections/topics/", topics.Topics.as_view(), name="topics"),
    path("sections/topics/order/<int:pk>/<slug:way>/", topics.OrderTopic.as_view(), name="topic_order"),
    path("sections/topics/new/", topics.EditTopic.as_view(), name="topic_new"),
    path("sections/topics/<int:pk>/", topics.EditTopic.as_view(), name="topic"),
    path("sections/topics/<int:pk>/retire/", topics.RetireTopic.as_view(), name="topic_retire"),
    path("sections/forms/", form_pages.FormPages.as_view(), name="form_pages"),
    path("sections/forms/new/", form_pages.EditForm.as_view(), name="form_new"),
    path("sections/forms/<int:pk>/", form_pages.EditForm.as_view(), name="form_page"),
    path("sections/forms/<int:pk>/answers/", form_pages.Answers.as_view(), name="form_answers"),
]
CATALOGUES = [
    path("sections/catalogues/", catalogues.Catalogues.as_view(), name="catalogues"),
    path("sections/catalogues/new/<slug:act>/", catalogues.Catalogues.as_view(), name="catalogues_act"),
    path("sections/catalogues/import/", catalogues.ImportCatalogue.as_view(), name="catalogue_import"),
    path("sections/catalogues/unmapped/", catalogues.Unmapped.as_view(), name="unmapped"),
    path("sections/catalogues/powers/", powers.Powers.as_view(), name="powers"),
    path("sections/catalogues/powers/<slug:act>/", powers.Powers.as_view(), name="powers_act"),
    path("sections/catalogues/<int:pk>/", catalogue.CataloguePage.as_view(), name="catalogue"),
    path("sections/catalogues/<int:pk>/catalogue.xlsx", catalogue.CatalogueFile.as_view(), name="catalogue_file"),
    path("sections/catalogues/<int:pk>/<slug:act>/", catalogue.CataloguePage.as_view(), name="catalogue_act"),
]
STANDARDS = [
    path("sections/standards/", local_standards.LocalStandards.as_view(), name="local_standards"),
    path("sections/standards/new/<slug:act>/", local_standards.LocalStandards.as_view(), name="local_standards_act"),
    path("sections/standards/texts/<int:pk>/", local_standards.StandardFile.as_view(), name="standard_file"),
    path("sections/standards/<int:pk>/", local_standards.LocalStandardPage.as_view(), name="local_standard"),
    path(
        "sections/standards/<int:pk>/<slug:act>/",
        local_standards.LocalStandardPage.as_view(),
        name="local_standard_act",
    ),
]
urlpatterns = [*SECTIONS, *HOMES, *CATALOGUES, *STANDARDS]
