"""Lists, libraries, search, feeds, sitemap, forms. LIB-01, INT-06, PLT-14, PLT-16, CAT-13."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from django.test import Client

from gongkai.apps.documents._state import mark_public_change
from gongkai.apps.documents.models import Placement
from gongkai.apps.sections.models import FormAnswer
from tests.fronts.portal.papers import public_document

pytestmark = pytest.mark.django_db


def text(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200, address
    return answer.getvalue().decode()


def titles(page: str) -> list[str]:
    return re.findall(r'<a href="/doc/(\d+)/">', page)


def test_a_list_is_paged_and_its_pages_hold_every_document_once(site):
    address = site.policies.relative_url(None)
    seen = [pk for page in (1, 2, 3) for pk in titles(text(f"{address}?page={page}"))]
    placed = Placement.objects.filter(section=site.policies, is_live=True)
    assert sorted(seen, key=int) == sorted((str(row.document_id) for row in placed), key=int)
    assert Client().get(f"{address}?page=4").status_code == 404


def test_a_filter_leaves_what_its_count_promised(site):
    address = site.policies.relative_url(None)
    for link, count in re.findall(
        r'<a href="([^"]+\?[^"]+)"><span>[^<]+</span><span class="n">(\d+)</span>', text(address)
    ):
        assert f"共 {count} 件" in text(link.replace("&amp;", "&")), link


def test_each_normative_document_is_in_exactly_one_tab(site):
    tabs = [set(titles(text(f"/library/normative/?tab={tab}"))) for tab in ("in-force", "ended")]
    rows = site.documents
    assert tabs[0] == {str(rows["old"].pk), str(rows["change"].pk)}
    assert tabs[1] == {str(rows["gone"].pk)}
    assert set(titles(text("/library/normative/"))) == tabs[0], "what is in force is shown first"


def test_a_library_section_shows_its_library(site):
    assert str(site.documents["old"].pk) in titles(text(site.rules.relative_url(None)))


def test_an_interpretation_is_in_the_column_of_its_form_only(site):
    read = str(site.documents["read"].pk)
    found = {
        form: read in titles(text(f"/library/interpretation/?form={form}")) for form in ("words", "pictures", "videos")
    }
    assert found == {"words": False, "pictures": True, "videos": False}


def test_interpretations_are_narrowed_to_one_form(site):
    # INT-05: beside the three columns each form can be asked for
    film = public_document(
        site.cast.office, kind="interpretation", form="short_video", title="一分钟看懂加装电梯", document_number=""
    )
    mark_public_change()
    page = text("/library/interpretation/")
    assert ">短视频<" in page
    assert ">图解<" in page
    narrowed = text("/library/interpretation/?form=short_video")
    assert titles(narrowed) == [str(film.pk)]
    assert re.search(r'aria-current="[a-z]+"[^>]*>\s*视频', narrowed)
    assert titles(text("/library/interpretation/?form=videos")) == [str(film.pk)]


@pytest.mark.parametrize(
    "typed", ["青政规〔2026〕3号", "青政规[2026]3号", "青政规（2026）3号", "青政规【2026】3 号", "青政规2026第3号"]
)
def test_a_number_is_found_however_it_is_typed(site, typed):
    found = Client().get("/search/", {"q": typed}).content.decode()
    assert titles(found) == [str(site.documents["change"].pk)]


def test_words_are_found_in_titles_in_both_scripts(site):
    for typed in ("加装电梯 补多少", "加裝電梯"):
        assert str(site.documents["read"].pk) in titles(Client().get("/search/", {"q": typed}).content.decode()), typed


def test_what_is_typed_is_shown_as_text(site):
    assert "<script>alert" not in Client().get("/search/", {"q": "<script>alert(1)</script>"}).content.decode()


def test_the_gazette_is_found_across_issues_and_leads_to_the_library(site):
    found = text("/gazette/?q=电梯")
    assert f"/doc/{site.documents['old'].pk}/" in found
    assert "/gazette/2026/3/" in found
    issue = text("/gazette/2026/3/")
    assert f"/doc/{site.documents['old'].pk}/" in issue
    assert "/gazette/2026/3/2/" in issue
    assert "任命。" in text("/gazette/2026/3/2/")
    assert Client().get(f"/doc/{site.documents['issue'].pk}/").url == "/gazette/2026/3/"


def test_a_topic_pairs_policies_and_interpretations(site):
    page = text(site.topic.relative_url(None))
    pair = re.search(r'<div class="pair">.*?</div>', page, re.S)[0]
    assert "重要政策" in pair
    assert str(site.documents["read"].pk) in titles(pair)
    assert site.documents["law"].title in page, "rules in force"


def test_a_unit_has_its_own_page(site):
    page = text(site.home.relative_url(None))
    for words in ("管好用好每一分钱", "青溪县解放路8号", "工作日 9:00—17:30", "负责全县财政收支管理。"):
        assert words in page
    assert site.home.relative_url(None) in text("/units/")


def test_a_catalogue_is_a_table_and_a_file(site):
    assert "一般公共预算2" in text(f"/catalogues/{site.catalogue.pk}/")
    assert site.catalogue.title in text("/catalogues/?level=county")
    assert "没有同时符合这些条件的目录。" in text("/catalogues/?level=village")
    answer = Client().get(f"/catalogues/{site.catalogue.pk}.xlsx")
    assert answer.content[:2] == b"PK"


def test_feeds_are_well_formed_and_newest_first(site):
    atom = "{http://www.w3.org/2005/Atom}"
    for address in (f"/feeds/section/{site.policies.pk}.atom", "/feeds/library/normative.atom", "/feeds/latest.atom"):
        feed = ElementTree.fromstring(text(address))
        dates = [entry.findtext(f"{atom}published") for entry in feed.iter(f"{atom}entry")]
        assert dates == sorted(dates, reverse=True)
        assert dates, address
    rss = ElementTree.fromstring(text(f"/feeds/unit/{site.cast.finance.pk}.rss"))
    assert len(rss.findall("channel/item")) == 30


def test_the_sitemap_holds_every_public_document_with_its_day(site):
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    index = ElementTree.fromstring(text("/sitemap.xml"))
    maps = [row.findtext(f"{space}loc").removeprefix("http://127.0.0.1:8000") for row in index]
    rows = [row for address in maps for row in ElementTree.fromstring(text(address))]
    places = {row.findtext(f"{space}loc"): row.findtext(f"{space}lastmod") for row in rows}
    assert places[f"http://127.0.0.1:8000/doc/{site.documents['old'].pk}/"].startswith("2023-06-15")
    assert "http://127.0.0.1:8000" + site.policies.relative_url(None) in places
    # all but the issue, which is read at the address of the gazette
    assert len([place for place in places if "/doc/" in place]) == 53


def test_programs_are_told_where_to_write_and_what_to_leave(site):
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in text("/robots.txt")
    told = text("/.well-known/security.txt")
    assert "Contact: mailto:security@qingxi.example" in told
    assert re.search(r"^Expires: 20\d\d-\d\d-\d\dT", told, re.M)


def test_the_foot_says_whose_site_it_is(site):
    page = text("/")
    for words in ("主办：青溪县人民政府办公室", "网站标识码：5001120001", "渝ICP备00000001号", "渝公网安备 50000000000001号",
                  "我为政府网站找错", "网站地图", "江州省人民政府", "返回顶部"):  # fmt: skip
        assert words in page, words
    assert "党政机关网站标识" not in page, "what is not known is left out"


def test_a_form_is_filled_in_at_the_only_address_with_a_token(site):
    assert f'href="/forms/{site.form.pk}/"' in text(site.form.relative_url(None))
    client = Client(enforce_csrf_checks=True)
    address = f"/forms/{site.form.pk}/"
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', client.get(address).content.decode())[1]
    assert client.post(address, {"q1": "很好", "q2": "群众"}).status_code == 403
    missing = client.post(address, {"q2": "群众", "csrfmiddlewaretoken": token}).content.decode()
    assert "请填写。" in missing
    before = FormAnswer.objects.count()
    done = client.post(address, {"q1": "很好", "q2": "群众", "csrfmiddlewaretoken": token}).content.decode()
    assert "已提交" in done
    assert FormAnswer.objects.count() == before + 1


def test_a_retired_section_says_so_and_is_in_no_navigation(site):
    row = site.readings
    type(row).objects.filter(pk=row.pk).update(retired_on="2026-11-01")
    from gongkai.fronts.portal import tree

    tree.forget()
    try:
        assert "本栏目自2026年11月1日起停用" in text(row.relative_url(None))
        assert f'href="{row.relative_url(None)}"' not in text("/map/")
    finally:
        type(row).objects.filter(pk=row.pk).update(retired_on=None)
        tree.forget()
