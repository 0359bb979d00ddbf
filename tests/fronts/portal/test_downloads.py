"""What is taken away from a public document. PLT-04, PLT-11."""

from __future__ import annotations

import io
import re
from datetime import date

import docx
import pytest
import zxingcpp
from django.test import Client
from PIL import Image, ImageDraw

from gongkai.apps.documents.models import GazetteArticle, GazetteIssue
from gongkai.apps.files import _disk
from gongkai.apps.files.readers import read_bytes
from gongkai.apps.files.writers.page import _pdf
from gongkai.fronts.portal import takeaway
from tests.apps.files.made import film, pdf, picture
from tests.fronts.portal.papers import attached, public_document

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_cache(settings, tmp_path):
    settings.CACHE_ROOT = tmp_path / "cache"


@pytest.fixture
def document(cast):
    return public_document(cast.office)


def whole(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_a_file_comes_under_its_name_with_its_type(document):
    row = attached(document, pdf(), "收费 公示“表”.pdf")
    url = f"/doc/{document.pk}/files/{row.pk}/{row.name}"
    answer = Client().get(url)
    assert answer.status_code == 200
    assert whole(answer) == pdf()
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("inline; filename=\"pdf\"; filename*=UTF-8''%E6%94%B6")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["ETag"] == f'"{row.file.sha256}"'
    assert "max-age=86400" in answer["Cache-Control"]
    assert not answer.cookies
    again = Client().get(url, HTTP_IF_NONE_MATCH=answer["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert Client().head(url)["Content-Length"] == str(row.file.size)


def test_only_files_of_what_is_public_are_given(cast, document):
    other = public_document(cast.finance, title="另一份", document_number="青政发〔2026〕4号")
    draft = public_document(cast.finance, title="草稿", document_number="青政发〔2026〕5号", live=False, state="draft")
    withdrawn = public_document(
        cast.finance, title="撤回", document_number="青政发〔2026〕6号", live=False, state="withdrawn"
    )
    rows = [
        (document, attached(document, pdf(), "新版.pdf", is_live=False)),
        (draft, attached(draft, pdf("a"), "a.pdf")),
        (withdrawn, attached(withdrawn, pdf("b"), "b.pdf")),
        (document, attached(other, pdf("c"), "c.pdf")),
    ]
    for paper, row in rows:
        assert Client().get(f"/doc/{paper.pk}/files/{row.pk}/{row.name}").status_code == 404, row
    for paper in (draft, withdrawn):
        for tail in ("download/pdf/", "tables/1.csv", "qr.svg"):
            assert Client().get(f"/doc/{paper.pk}/{tail}").status_code == 404, tail


def test_a_file_with_another_name_leads_to_its_own(document):
    row = attached(document, pdf(), "表.pdf")
    answer = Client().get(f"/doc/{document.pk}/files/{row.pk}/other.exe")
    assert (answer.status_code, answer["Location"]) == (301, f"/doc/{document.pk}/files/{row.pk}/%E8%A1%A8.pdf")


RANGES = [
    ("bytes=0-9", 206, slice(0, 10)),
    ("bytes=100-", 206, slice(100, None)),
    ("bytes=-50", 206, slice(-50, None)),
    ("bytes=5-99999999", 206, slice(5, None)),
    ("bytes=99999999-", 416, slice(0, 0)),
    ("bytes=-0", 416, slice(0, 0)),
    # nonsense and several parts: the whole
    ("bytes=9-2", 200, slice(None)),
    ("bytes=0-1,4-5", 200, slice(None)),
    ("lines=1-2", 200, slice(None)),
]


@pytest.mark.parametrize(("asked", "status", "part"), RANGES)
def test_a_video_is_given_in_parts(document, asked, status, part):
    data = film()
    row = attached(document, data, "解读.mp4", "video")
    url = f"/doc/{document.pk}/files/{row.pk}/{row.name}"
    answer = Client().get(url, HTTP_RANGE=asked)
    assert answer.status_code == status
    assert whole(answer) == data[part]
    assert answer["Accept-Ranges"] == "bytes"
    if status == 206:
        first = range(len(data))[part][0]
        assert answer["Content-Range"] == f"bytes {first}-{first + len(data[part]) - 1}/{len(data)}"
        assert answer["Content-Length"] == str(len(data[part]))
        changed = Client().get(url, HTTP_RANGE=asked, HTTP_IF_RANGE='"another"')
        assert (changed.status_code, whole(changed)) == (200, data), "a changed file is given whole"


def test_a_file_that_is_gone_from_the_disk_is_not_found(document):
    row = attached(document, pdf(), "表.pdf")
    _disk.place_of(row.file.sha256).write_bytes(b"short")
    assert Client().get(f"/doc/{document.pk}/files/{row.pk}/{row.name}").status_code == 404


def words(data: bytes, name: str) -> str:
    found = read_bytes(data, name)
    if isinstance(found, str):
        return "".join(found.split())
    lines = [
        block.text if hasattr(block, "text") else "".join(c.text for row in block.rows for c in row) for block in found
    ]
    return "".join("".join(lines).split())


@pytest.mark.parametrize("form", ["docx", "pdf", "txt"])
def test_the_document_comes_in_each_form(document, form, django_assert_max_num_queries):
    url = f"/doc/{document.pk}/download/{form}/"
    with django_assert_max_num_queries(3):
        answer = Client().get(url)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Robots-Tag"] == "noindex"
    text = words(answer.content, f"a.{form}")
    for expected in (
        "青溪县停车管理办法",
        "为规范停车秩序，制定本办法。",
        "青政发〔2026〕3号",
        "小型车",
        f"/doc/{document.pk}/",
    ):
        assert expected in text, expected
    again = Client().get(url)
    assert again.content == answer.content
    assert Client().get(url, HTTP_IF_NONE_MATCH=answer["ETag"]).status_code == 304


def test_a_file_is_made_once_and_anew_when_the_document_changes(document, monkeypatch):
    made = []
    monkeypatch.setitem(takeaway.PAGE_FORMS, "txt", lambda page: made.append(page) or page.title.encode())
    url = f"/doc/{document.pk}/download/txt/"
    first = Client().get(url)
    Client().get(url)
    assert len(made) == 1
    type(document).objects.filter(pk=document.pk).update(title="青溪县停车管理规定")
    second = Client().get(url)
    assert len(made) == 2
    assert second.content.decode() == "青溪县停车管理规定"
    assert first["ETag"] != second["ETag"]


def test_pictures_of_the_text_are_in_the_download(document):
    row = attached(document, picture(), "图.jpg", "image", is_inline=True)
    body = f'<p>见图</p><figure><img src="/doc/{document.pk}/files/{row.pk}/图.jpg" alt="平面图"></figure>'
    type(document).objects.filter(pk=document.pk).update(body=body)
    answer = Client().get(f"/doc/{document.pk}/download/docx/")
    assert len(docx.Document(io.BytesIO(answer.content)).inline_shapes) == 1


def test_without_a_chinese_font_the_page_says_so(document, monkeypatch):
    monkeypatch.setattr(_pdf, "SERIF", ())
    monkeypatch.setattr(_pdf, "SANS", ())
    answer = Client().get(f"/doc/{document.pk}/download/pdf/")
    assert answer.status_code == 503
    assert "fonts-noto-cjk" in answer.content.decode()


def test_a_table_comes_as_csv_and_xlsx(document):
    answer = Client().get(f"/doc/{document.pk}/tables/1.csv")
    assert answer.content.decode("utf-8-sig") == "车型,元\r\n小型车,2\r\n"
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "小型车" in words(Client().get(f"/doc/{document.pk}/tables/1.xlsx").content, "a.xlsx")
    for number in ("0", "2"):
        assert Client().get(f"/doc/{document.pk}/tables/{number}.csv").status_code == 404


def test_the_code_leads_to_the_page(document, settings):
    settings.SITE_URL = "https://www.qingxi.example"
    answer = Client().get(f"/doc/{document.pk}/qr.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert b"style=" not in answer.content
    assert b"<script" not in answer.content
    assert [code.text for code in zxingcpp.read_barcodes(draw(answer.content))] == [
        f"https://www.qingxi.example/doc/{document.pk}/"
    ]


def draw(svg: bytes):
    """The picture of a code, drawn from its path of horizontal strokes."""
    text = svg.decode()
    size = int(re.search(r'width="(\d+)"', text)[1])
    image = Image.new("L", (size, size), 255)
    pen = ImageDraw.Draw(image)
    scale = float((re.search(r"scale\(([\d.]+)\)", text) or [0, "1"])[1])
    path = re.search(
        r'<path[^>]*class="qrline"[^>]*d="([^"]+)"|<path[^>]*d="(M[\d. ]+h[^"]+)"[^>]*class="qrline"', text
    )
    x = y = 0.0
    for what, numbers in re.findall(r"([Mmh])([-\d. ]+)", path[1] or path[2]):
        values = [float(each) for each in numbers.split()]
        if what == "M":
            x, y = values
        elif what == "m":
            x, y = x + values[0], y + values[1]
        else:
            pen.rectangle([x * scale, (y - 0.5) * scale, (x + values[0]) * scale - 1, (y + 0.5) * scale - 1], fill=0)
            x += values[0]
    return image


def test_an_issue_of_the_gazette_is_taken_away_whole(cast):
    inside = public_document(
        cast.office, title="青溪县养老服务办法", document_number="青政发〔2026〕8号", body="<p>库内正文。</p>"
    )
    gone = public_document(
        cast.office, title="已撤回的办法", document_number="青政发〔2026〕9号", live=False, state="withdrawn",
        body="<p>撤回的正文。</p>",
    )  # fmt: skip
    paper = public_document(
        cast.office, kind="gazette", title="青溪县人民政府公报2026年第1期", document_number="", body=""
    )
    issue = GazetteIssue.objects.create(document=paper, year=2026, number=1, issued_on=date(2026, 3, 31))
    rows = [(inside, "", 1), (None, "<p>任命甲为局长。</p>", 9), (gone, "", 12)]
    for position, (document, body, page) in enumerate(rows, 1):
        title = document.title if document else "人事<任免>"
        GazetteArticle.objects.create(
            issue=issue, position=position, title=title, document=document, body=body, page_from=page
        )
    client = Client()
    shown = client.get("/gazette/2026/1/").content.decode()
    assert all(f"/doc/{paper.pk}/download/{form}/" in shown for form in ("pdf", "docx", "txt"))
    words = client.get(f"/doc/{paper.pk}/download/txt/").content.decode()
    order = [
        words.index(part)
        for part in ("目录", "人事<任免>（第 9 页）", "青政发〔2026〕8号", "库内正文。", "任命甲为局长。")
    ]
    assert order == sorted(order)
    assert "撤回的正文" not in words
    book = docx.Document(io.BytesIO(client.get(f"/doc/{paper.pk}/download/docx/").content))
    assert "库内正文。" in [line.text for line in book.paragraphs]
    assert client.get(f"/doc/{paper.pk}/download/pdf/").content.startswith(b"%PDF")
    before = takeaway.written(paper, "txt")[1]
    GazetteArticle.objects.filter(position=2).update(body="<p>任命乙为局长。</p>")
    assert takeaway.written(paper, "txt")[1] != before
