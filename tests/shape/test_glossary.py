"""One Chinese term, one code name. House §7."""

from __future__ import annotations

import tomllib
from pathlib import Path

from django.apps import apps

from gongkai.apps.ledgers.models import ItemUnit, LedgerItem
from gongkai.apps.orgs.models import Membership

ROOT = Path(__file__).resolve().parents[2]
GLOSSARY = tomllib.loads((ROOT / "gongkai/data/glossary.toml").read_text("utf-8"))
OURS = {"audit", "files", "jobs", "orgs", "sections", "documents", "publishing", "ledgers"}


def test_every_model_is_called_what_the_glossary_says():
    labels = {
        str(model._meta.verbose_name): model.__name__
        for label in OURS
        for model in apps.get_app_config(label).get_models()
        if model.__name__ != "User"
    }
    assert labels == {term: name for term, name in GLOSSARY["terms"].items() if term in labels}
    assert set(GLOSSARY["terms"].values()) == set(labels.values())


def test_no_term_has_two_names_and_no_name_two_terms():
    for table in ("terms", "states", "roles"):
        names = list(GLOSSARY[table].values())
        assert len(names) == len(set(names)), table


def test_states_and_roles_are_called_what_the_glossary_says():
    for value, label in LedgerItem.State.choices:
        assert GLOSSARY["states"][str(label)] == value
    for value, label in [*ItemUnit.Role.choices, *Membership.Role.choices]:
        assert GLOSSARY["roles"][str(label)] == value
