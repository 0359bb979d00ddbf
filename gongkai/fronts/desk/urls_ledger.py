"""Addresses of the ledger, plans, units, people, rules and the audit log."""

from __future__ import annotations

from django.urls import path

from gongkai.fronts.desk.views import (
    audit,
    board,
    calendar,
    item,
    ledger,
    look_back,
    own_areas,
    people,
    plans,
    rules,
    units,
    years,
)

LEDGER = [
    path("ledger/", ledger.LedgerList.as_view(), name="ledger"),
    path("ledger/board/", board.Board.as_view(), name="board"),
    path("ledger/board/heat.svg", board.HeatPicture.as_view(), name="heat"),
    path("ledger/calendar/", calendar.Calendar.as_view(), name="calendar"),
    path("ledger/calendar/<int:pk>/token/", calendar.FeedToken.as_view(), name="feed_token"),
    path("ledger/ledger.<str:kind>", ledger.LedgerExport.as_view(), name="ledger_export"),
    path("ledger/bulk/<str:act>/", ledger.LedgerBulk.as_view(), name="ledger_bulk"),
    path("ledger/filters/", ledger.FilterSave.as_view(), name="filter_save"),
    path("ledger/filters/<int:pk>/drop/", ledger.FilterDrop.as_view(), name="filter_drop"),
    path("items/<int:pk>/", item.Item.as_view(), name="item"),
    path("items/<int:pk>/evidence/<int:evidence>/file/", item.EvidenceFile.as_view(), name="evidence_file"),
    path("items/<int:pk>/<slug:act>/", item.Item.as_view(), name="item_act"),
]
PLANS = [
    path("plans/", plans.Plans.as_view(), name="plans"),
    path("plans/<int:notice>/", plans.NoticePlans.as_view(), name="notice_plans"),
    path("plans/<int:notice>/clocks/", plans.NoticePlans.as_view(), {"act": "clocks"}, name="notice_plans_act"),
    path("plans/<int:notice>/<int:unit>/", plans.UnitPlan.as_view(), name="unit_plan"),
    path("plans/<int:notice>/<int:unit>/<slug:act>/", plans.UnitPlan.as_view(), name="unit_plan_act"),
    path("own-areas/", own_areas.OwnAreas.as_view(), name="own_areas"),
    path("own-areas/<slug:act>/", own_areas.OwnAreas.as_view(), name="own_areas_act"),
    path("look-back/", look_back.LookBacks.as_view(), name="look_backs"),
    path("look-back/<slug:act>/", look_back.LookBacks.as_view(), name="look_backs_act"),
    path("look-back/year/<int:year>/", look_back.LookBackYear.as_view(), name="look_back"),
    path("look-back/year/<int:year>/<slug:act>/", look_back.LookBackYear.as_view(), name="look_back_act"),
]
MANAGEMENT = [
    path("units/", units.Units.as_view(), name="units"),
    path("units/new/<slug:act>/", units.Units.as_view(), name="units_act"),
    path("units/<int:pk>/", units.UnitPage.as_view(), name="unit"),
    path("units/<int:pk>/alias/<int:name>/drop/", units.AliasDrop.as_view(), name="unit_alias_drop"),
    path("units/<int:pk>/<slug:act>/", units.UnitPage.as_view(), name="unit_act"),
    path("unit-groups/<int:pk>/", units.GroupPage.as_view(), name="group"),
    path("unit-groups/<int:pk>/<slug:act>/", units.GroupPage.as_view(), name="group_act"),
    path("people/", people.People.as_view(), name="people"),
    path("people/new/<slug:act>/", people.People.as_view(), name="people_act"),
    path("people/<int:pk>/", people.PersonPage.as_view(), name="person"),
    path("people/<int:pk>/<slug:act>/", people.PersonPage.as_view(), name="person_act"),
    path("rules/", rules.Rules.as_view(), name="rules"),
    path("rules/calendar/", years.Years.as_view(), name="years"),
    path("rules/calendar/<int:year>/", years.Year.as_view(), name="year"),
    path("rules/calendar/<slug:act>/", years.Years.as_view(), name="years_act"),
    path("rules/<slug:act>/", rules.Rules.as_view(), name="rules_act"),
    path("audit/", audit.AuditLog.as_view(), name="audit"),
    path("audit/verify/", audit.AuditVerify.as_view(), name="audit_verify"),
]
urlpatterns = [*LEDGER, *PLANS, *MANAGEMENT]
