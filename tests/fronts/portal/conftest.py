"""The sample town, loaded once for all tests of the public site and rolled back after them."""

from __future__ import annotations

import pytest
from django.db import transaction

from gongkai.apps.ledgers.models import Notice


@pytest.fixture(scope="module")
def town(django_db_setup, django_db_blocker, tmp_path_factory):
    from django.test import override_settings

    from gongkai.fronts.commands import _sample_town

    hasher = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    files = tmp_path_factory.mktemp("files")
    private = override_settings(PRIVATE_ROOT=files, PASSWORD_HASHERS=hasher)
    with django_db_blocker.unblock(), private, transaction.atomic():
        _sample_town.load()
        notice = Notice.objects.get(is_public=True)
        notice.private_root = files  # a test has a place for files of its own: here are those of the town
        yield notice
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker, tmp_path_factory):
    """The cast's county with a tree, units' pages, topics, a form and one document of each sort."""
    from django.test import override_settings

    from tests.fronts.portal import places

    private = override_settings(PRIVATE_ROOT=tmp_path_factory.mktemp("files"))
    with django_db_blocker.unblock(), private, transaction.atomic():
        yield places.build()
        transaction.set_rollback(True)
