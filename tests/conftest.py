"""What every test with a database shares: the cast, and a private place for files."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _own_files(request, tmp_path):
    """Files of a test never meet those of another or of a running system."""
    if request.node.nodeid.startswith(("tests/domain/", "tests/data/")):  # these run without Django
        yield
        return
    settings = request.getfixturevalue("settings")
    settings.PRIVATE_ROOT = tmp_path / "files"
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.RATE_COUNTS = ""  # counted in the process: one test never uses up what another may ask
    # pages name their style sheets plainly: nothing has to be collected before a test
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # a test rolls its log back: the number by which the public site knows its tree comes again
    from gongkai.fronts.portal import tree

    tree.forget()
    yield


@pytest.fixture
def cast(db):
    """The fixed cast, in the database."""
    from tests.cast import assemble

    return assemble()
