"""kill -9 in the midst of long work: nothing is half written, and the next run does what is left. On both databases."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from gongkai.apps.audit.queries import verify
from gongkai.apps.documents.models import Attachment, Document, DocumentVersion, IndexNumber
from gongkai.apps.documents.operations import attach
from gongkai.apps.files.models import StoredFile
from gongkai.apps.files.operations import sweep
from gongkai.apps.files.queries import open_bytes
from gongkai.apps.publishing import operations
from gongkai.apps.publishing.models import Finding
from gongkai.apps.publishing.operations.links import try_document
from gongkai.apps.sections.models import StandardCatalogue, StandardItem
from gongkai.apps.sections.operations import import_catalogue
from tests.apps.documents.paper import at
from tests.apps.files.made import pdf
from tests.apps.publishing.team import news, policy, sent, team_of, walk
from tests.apps.sections.test_catalogues import national
from tests.cast import assemble
from tests.killed import killed_at
from tests.together import with_page_tree

pytestmark = pytest.mark.django_db(transaction=True)
LATER = at(date(2026, 3, 9))
RELEASE = f"""
from datetime import datetime
from gongkai.apps.publishing.operations import publish_due
publish_due(datetime.fromisoformat({LATER.isoformat()!r}))
"""


@pytest.fixture
def team(transactional_db):
    with_page_tree()
    return team_of(assemble())


def planned(team, row: Document) -> Document:
    operations.sign(actor=team.cast.officer, process=walk(team, sent(team, row)), publish_at=LATER, now=at())
    return row


def lying() -> list[Path]:
    return [place for place in Path(settings.PRIVATE_ROOT).rglob("*") if place.is_file()]


def test_a_release_that_dies_between_policy_and_interpretation(team):
    planned(team, policy(team))
    planned(team, news(team))
    # the second call is the interpretation's, in the transaction of its policy
    killed_at("gongkai.apps.publishing.operations.signing.make_public", RELEASE, nth=2)
    assert not Document.objects.filter(live=True).exists()
    assert DocumentVersion.objects.count() == IndexNumber.objects.count() == 0
    # the third is the news: what came before it stays
    killed_at("gongkai.apps.publishing.operations.signing.make_public", RELEASE, nth=3)
    assert sorted(Document.objects.filter(live=True).values_list("kind", flat=True)) == ["interpretation", "normative"]
    assert operations.publish_due(LATER) == 1
    assert operations.publish_due(LATER) == 0
    assert DocumentVersion.objects.count() == 3
    given = sorted(Document.objects.values_list("index_number", flat=True))
    assert given == [f"000000000/2026-{n:05d}" for n in (1, 2, 3)]
    assert verify() is None


def test_an_import_that_dies_leaves_no_half_catalogue(team, tmp_path):
    file = tmp_path / "目录.xlsx"
    file.write_bytes(national())
    code = f"""
from pathlib import Path
from gongkai.apps.orgs.models import Unit, User
from gongkai.apps.sections.operations import import_catalogue
import_catalogue(
    actor=User.objects.get(username="lin"), data=Path({str(file)!r}).read_bytes(), domain="社会救助", level="county",
    unit=Unit.objects.get(short_name="县财政局"),
)
"""
    killed_at("gongkai.apps.sections.operations.catalogues.record", code)
    assert StandardCatalogue.objects.count() == StandardItem.objects.count() == 0
    import_catalogue(
        actor=team.cast.officer, data=file.read_bytes(), domain="社会救助", level="county", unit=team.cast.finance
    )
    assert StandardCatalogue.objects.count() == 1


def test_an_upload_that_dies_leaves_bytes_that_are_swept_away(team, tmp_path):
    row, file = news(team), tmp_path / "表.pdf"
    file.write_bytes(pdf("killed"))
    code = f"""
from pathlib import Path
from gongkai.apps.documents.models import Document
from gongkai.apps.documents.operations import attach
from gongkai.apps.orgs.models import User
attach(
    actor=User.objects.get(username="fan"), document=Document.objects.get(pk={row.pk}),
    data=Path({str(file)!r}).read_bytes(), name="表.pdf",
)
"""
    killed_at("os.replace", code)  # bytes not in their place
    killed_at("gongkai.apps.files._disk._sync", code)  # bytes written, row not yet
    killed_at("gongkai.apps.documents.operations.attachments.keep", code)
    assert StoredFile.objects.count() == Attachment.objects.count() == 0
    assert len(lying()) == 2
    # who uploads it again gets a whole file
    kept = attach(actor=team.cast.justice_liaison, document=row, data=file.read_bytes(), name="表.pdf").file
    assert sweep() == 0  # too young to be sure
    tomorrow = timezone.now() + timedelta(days=2)
    assert sweep(tomorrow) == 1
    assert sweep(tomorrow) == 0
    assert len(lying()) == 1
    assert open_bytes(kept).startswith(b"%PDF")


def test_a_sweep_that_dies_takes_nothing_that_is_wanted(team):
    row = news(team)
    kept = attach(actor=team.cast.justice_liaison, document=row, data=pdf("kept"), name="表.pdf").file
    (place,) = lying()
    place.rename(place.with_name(f".old-{place.name}"))
    assert sweep(timezone.now() + timedelta(days=2)) == 0
    assert open_bytes(kept).startswith(b"%PDF")


def test_a_check_of_links_that_dies_is_done_again(team):
    row = news(team, body='<p>见<a href="/no/such/page/">这里</a>。</p>')
    Finding.objects.all().delete()
    code = f"""
from gongkai.apps.documents.models import Document
from gongkai.apps.publishing.operations.links import try_document
try_document(Document.objects.get(pk={row.pk}))
"""
    killed_at("gongkai.apps.publishing.operations.links.settle", code)
    assert Finding.objects.count() == 0
    assert len(try_document(row)) == len(try_document(row)) == Finding.objects.count() == 1
