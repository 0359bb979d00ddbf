"""Addresses of the section tree, unit homes, topics, forms and standard catalogues."""

from __future__ import annotations

from django.urls import path

from gongkai.fronts.desk.views.sections import (
    applying,
    catalogue,
    catalogues,
    form_pages,
    homes,
    powers,
    proposals,
    section,
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
    path("sections/log/", tree.SectionLog.as_view(), name="section_log"),
    path("sections/<int:pk>/", section.SectionPage.as_view(), name="section"),
    path("sections/<int:pk>/<slug:act>/", section.SectionPage.as_view(), name="section_act"),
    path("sections/apply/<int:root>/<slug:tree>/", applying.ApplyTree.as_view(), name="apply_tree"),
]
HOMES = [
    path("homes/", homes.Homes.as_view(), name="homes"),
    path("homes/new/<slug:act>/", homes.Homes.as_view(), name="homes_act"),
    path("homes/<int:pk>/", homes.HomePage.as_view(), name="home"),
    path("homes/<int:pk>/<slug:act>/", homes.HomePage.as_view(), name="home_act"),
    path("topics/", topics.Topics.as_view(), name="topics"),
    path("topics/order/<int:pk>/<slug:way>/", topics.OrderTopic.as_view(), name="topic_order"),
    path("topics/new/", topics.EditTopic.as_view(), name="topic_new"),
    path("topics/<int:pk>/", topics.EditTopic.as_view(), name="topic"),
    path("topics/<int:pk>/retire/", topics.RetireTopic.as_view(), name="topic_retire"),
    path("forms/", form_pages.FormPages.as_view(), name="form_pages"),
    path("forms/new/", form_pages.EditForm.as_view(), name="form_new"),
    path("forms/<int:pk>/", form_pages.EditForm.as_view(), name="form_page"),
    path("forms/<int:pk>/answers/", form_pages.Answers.as_view(), name="form_answers"),
]
CATALOGUES = [
    path("catalogues/", catalogues.Catalogues.as_view(), name="catalogues"),
    path("catalogues/import/", catalogues.ImportCatalogue.as_view(), name="catalogue_import"),
    path("catalogues/unmapped/", catalogues.Unmapped.as_view(), name="unmapped"),
    path("catalogues/powers/", powers.Powers.as_view(), name="powers"),
    path("catalogues/powers/<slug:act>/", powers.Powers.as_view(), name="powers_act"),
    path("catalogues/<int:pk>/", catalogue.CataloguePage.as_view(), name="catalogue"),
    path("catalogues/<int:pk>/catalogue.xlsx", catalogue.CatalogueFile.as_view(), name="catalogue_file"),
    path("catalogues/<int:pk>/<slug:act>/", catalogue.CataloguePage.as_view(), name="catalogue_act"),
]
urlpatterns = [*SECTIONS, *HOMES, *CATALOGUES]
