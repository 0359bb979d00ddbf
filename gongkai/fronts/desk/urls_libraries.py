"""Addresses of the libraries and of the work of interpreting."""

from __future__ import annotations

from django.urls import path

from gongkai.fronts.desk.views.libraries import (
    channels,
    clean_ups,
    coverage,
    filings,
    gazettes,
    grids,
    official_texts,
    press,
    relations,
    spreading,
)

LIBRARIES = [
    path("libraries/", clean_ups.CleanUps.as_view(), name="clean_ups"),
    path("libraries/clean-ups/new/<slug:act>/", clean_ups.CleanUps.as_view(), name="clean_ups_act"),
    path("libraries/clean-ups/<int:pk>/", clean_ups.CleanUpPage.as_view(), name="clean_up"),
    path("libraries/clean-ups/<int:pk>/list.xlsx", clean_ups.CleanUpExport.as_view(), name="clean_up_export"),
    path("libraries/clean-ups/<int:pk>/<slug:act>/", clean_ups.CleanUpPage.as_view(), name="clean_up_act"),
    path("libraries/official/", official_texts.OfficialTexts.as_view(), name="official_texts"),
    path("libraries/official/<int:pk>/", official_texts.OfficialTextPage.as_view(), name="official_text"),
    path(
        "libraries/official/<int:pk>/<slug:act>/", official_texts.OfficialTextPage.as_view(), name="official_text_act"
    ),
    path("libraries/filings/", filings.Filings.as_view(), name="filings"),
    path("libraries/filings/list.xlsx", filings.FilingsExport.as_view(), name="filings_export"),
    path("libraries/relations/", relations.Relations.as_view(), name="relations"),
    path("libraries/applied/", official_texts.AppliedRules.as_view(), name="applied_rules"),
    path("libraries/applied/<slug:act>/", official_texts.AppliedRules.as_view(), name="applied_rules_act"),
    path("libraries/gazette/", gazettes.Gazettes.as_view(), name="gazettes"),
    path("libraries/gazette/new/<slug:act>/", gazettes.Gazettes.as_view(), name="gazettes_act"),
    path("libraries/gazette/<int:pk>/", gazettes.GazettePage.as_view(), name="gazette"),
    path("libraries/gazette/<int:pk>/<slug:act>/", gazettes.GazettePage.as_view(), name="gazette_act"),
    path("libraries/channels/", channels.Channels.as_view(), name="channels"),
    path("libraries/channels/evidence/<int:pk>/", channels.ChannelEvidence.as_view(), name="channel_evidence"),
    path("libraries/channels/<int:pk>/", channels.DocumentChannels.as_view(), name="document_channels"),
    path("libraries/channels/<int:pk>/<slug:act>/", channels.DocumentChannels.as_view(), name="document_channels_act"),
    path("libraries/channels/sections/<int:pk>/", channels.SectionChannels.as_view(), name="section_channels"),
    path(
        "libraries/channels/sections/<int:pk>/<slug:act>/",
        channels.SectionChannels.as_view(),
        name="section_channels_act",
    ),
    path("libraries/plans/", grids.PlanPeriods.as_view(), name="plan_periods"),
    path("libraries/plans/<slug:act>/", grids.PlanPeriods.as_view(), name="plan_periods_act"),
    path("libraries/rule-of-law/", grids.RuleOfLaw.as_view(), name="rule_of_law"),
    path("libraries/scorecards/", grids.Scorecards.as_view(), name="scorecards"),
    path("libraries/compilations/", grids.Compilations.as_view(), name="compilations"),
    path("libraries/compilations/<int:pk>.docx", grids.Compilation.as_view(), name="compilation"),
]
INTERPRETING = [
    path("interpreting/", coverage.Coverage.as_view(), name="coverage"),
    path("interpreting/coverage.xlsx", coverage.CoverageExport.as_view(), name="coverage_export"),
    path("interpreting/compare/", coverage.Comparison.as_view(), name="comparison"),
    path("interpreting/compare/table.<str:kind>", coverage.Comparison.as_view(), name="comparison_export"),
    path("interpreting/press/", press.Press.as_view(), name="press"),
    path("interpreting/press/<slug:act>/", press.Press.as_view(), name="press_act"),
    path("interpreting/packs/", spreading.Packs.as_view(), name="packs"),
    path("interpreting/packs/new/<slug:act>/", spreading.Packs.as_view(), name="packs_act"),
    path("interpreting/packs/<int:pk>/", spreading.PackPage.as_view(), name="pack"),
    path("interpreting/packs/<int:pk>/pack.zip", spreading.PackFile.as_view(), name="pack_file"),
    path("interpreting/packs/<int:pk>/<slug:act>/", spreading.PackPage.as_view(), name="pack_act"),
    path("interpreting/outreach/", spreading.Outreach.as_view(), name="outreach"),
    path("interpreting/outreach/new/<slug:act>/", spreading.Outreach.as_view(), name="outreach_act"),
    path("interpreting/outreach/<int:pk>/", spreading.OutreachPage.as_view(), name="outreach_event"),
    path("interpreting/outreach/photos/<int:pk>/", spreading.OutreachPhotoFile.as_view(), name="outreach_photo"),
    path("interpreting/outreach/<int:pk>/<slug:act>/", spreading.OutreachPage.as_view(), name="outreach_event_act"),
    path("interpreting/briefings/", spreading.Briefings.as_view(), name="briefings"),
    path("interpreting/briefings/<slug:act>/", spreading.Briefings.as_view(), name="briefings_act"),
]
urlpatterns = [*LIBRARIES, *INTERPRETING]
