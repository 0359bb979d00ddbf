"""The desk speaks Chinese throughout: nothing that Wagtail may show is left in English."""

from __future__ import annotations

import ast
import gettext
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import reverse
from django.utils.translation import trans_real

OURS = Path(settings.LOCALE_PATHS[0]) / "zh_Hans" / "LC_MESSAGES"
DOMAINS = ["django", "djangojs"]
PLACEHOLDER = re.compile(r"%\(\w+\)[sdr]|%[sd]|\{[\w.]*\}")
TAG = re.compile(r"</?\w+")
HAN = re.compile(r"[\u4e00-\u9fff]")

# The same in both languages
SAME_IN_BOTH = {"ID", "URL", "Wagtail API v2", "Wagtail API v3"}
# Chinese says these with punctuation alone: 张三，10:20
ONLY_PUNCTUATION = {
    "%(action)s at <b>%(at)s</b>",
    "%(action)s by <b>%(who)s</b>",
    "%(action)s by <b>%(who)s</b> at <b>%(at)s</b>",
    "%(time)s by %(user_display_name)s",
    "+%(counter)s more",
    "at %(time)s",
    "at %(time)s by %(user_display_name)s",
    "by %(user)s",
}


def read_po(path: Path) -> list[dict[str, str]]:
    """The entries of a .po file, each a dict of its keywords; the header and dropped entries are left out."""
    entries, entry, keyword = [], {}, ""
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith('"'):
            entry[keyword] += ast.literal_eval(line)
        elif line.startswith("msg"):
            keyword, _, text = line.partition(" ")
            entry[keyword] = ast.literal_eval(text)
        elif line.startswith("#,"):
            entry["flags"] = line
        elif not line.strip():
            if entry.get("msgid"):
                entries.append(entry)
            entry = {}
    return entries


def key_of(entry: dict[str, str]) -> str:
    return f"{entry['msgctxt']}\x04{entry['msgid']}" if "msgctxt" in entry else entry["msgid"]


def chinese_of(entry: dict[str, str]) -> str:
    return entry.get("msgstr[0]", entry.get("msgstr", ""))


def english_catalogues() -> list[Path]:
    """The English sources of every installed app that brings one: Wagtail's, taggit's, Django's sign-in."""
    found = []
    for app in apps.get_app_configs():
        found += sorted(Path(app.path, "locale/en/LC_MESSAGES").glob("*.po"))
    return found


def is_chinese(english: str, shown: str | None) -> bool:
    """Chinese characters are shown, or there was no English word to begin with (`%(label)s:`)."""
    if english in SAME_IN_BOTH or not re.search(r"[A-Za-z]", TAG.sub("", PLACEHOLDER.sub("", english))):
        return True
    return bool(shown) and shown != english and (english in ONLY_PUNCTUATION or bool(HAN.search(shown)))


@cache
def shown_in(domain: str) -> trans_real.TranslationCatalog:
    return trans_real.DjangoTranslation("zh-hans", domain=domain)._catalog


def test_the_sources_are_where_we_look():
    # 找不到源目录时，下面的检查会空过；先确认真有内容
    entries = [entry for path in english_catalogues() for entry in read_po(path)]
    assert len(entries) > 1_500
    assert any("msgid_plural" in entry for entry in entries)


@pytest.mark.parametrize("path", english_catalogues(), ids=lambda path: f"{path.parents[3].name}-{path.stem}")
def test_no_sentence_is_left_in_english(path):
    catalogue = shown_in(path.stem)
    left = []
    for entry in read_po(path):
        key = (key_of(entry), 0) if "msgid_plural" in entry else key_of(entry)
        # a message that is plural in one app and plain in another is found under either key
        shown = catalogue.get(key) or catalogue.get(key_of(entry))
        if not is_chinese(entry["msgid"], shown):
            left.append(entry["msgid"])
    assert left == []


def test_the_scripts_of_the_desk_get_the_same_words(client):
    """Wagtail serves its scripts one package's catalogue; ours must be merged into what it serves."""
    answer = client.get(reverse("wagtailadmin_javascript_catalog")).content.decode()
    served = json.loads(re.search(r"const newcatalog = (\{.*?\n  \});", answer, re.DOTALL)[1])
    admin = Path(apps.get_app_config("wagtailadmin").path, "locale/en/LC_MESSAGES/djangojs.po")
    left = []
    for entry in read_po(admin):
        shown = served.get(key_of(entry), "")
        if not is_chinese(entry["msgid"], shown[0] if isinstance(shown, list) else shown):
            left.append(entry["msgid"])
    assert left == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_compiled_file_is_that_of_the_source(domain):
    # 改了 .po 未重新编译，屏幕上仍是旧话：msgfmt -c -o django.mo django.po
    with (OURS / f"{domain}.mo").open("rb") as compiled:
        catalogue = dict(gettext.GNUTranslations(compiled)._catalog)
    catalogue.pop("")
    source = {}
    for entry in read_po(OURS / f"{domain}.po"):
        source[(key_of(entry), 0) if "msgid_plural" in entry else key_of(entry)] = chinese_of(entry)
    assert catalogue == source


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_entry_is_translated_once(domain):
    entries = read_po(OURS / f"{domain}.po")
    assert [entry["msgid"] for entry in entries if not chinese_of(entry) or "fuzzy" in entry.get("flags", "")] == []
    assert [key for key, times in Counter(map(key_of, entries)).items() if times > 1] == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_what_is_filled_in_stays_filled_in(domain):
    """A translation keeps the placeholders and the markup of the sentence (of its plural, where it has one)."""
    wrong = []
    for entry in read_po(OURS / f"{domain}.po"):
        chinese = chinese_of(entry)
        forms = [entry["msgid"], *([entry["msgid_plural"]] if "msgid_plural" in entry else [])]
        placeholders = [set(PLACEHOLDER.findall(form)) for form in forms]
        tags = [Counter(TAG.findall(form)) for form in forms]
        if set(PLACEHOLDER.findall(chinese)) not in placeholders or Counter(TAG.findall(chinese)) not in tags:
            wrong.append((entry["msgid"], chinese))
    assert wrong == []
