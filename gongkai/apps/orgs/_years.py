"""Reading the text of a year's holiday arrangement, and joining years into one calendar."""

from __future__ import annotations

import logging
import re
import tomllib
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from gongkai.domain.clock import CalendarYear, CalendarYearRefused, WorkCalendar, load_calendar, parse_year
from gongkai.domain.workflow import Blocked

logger = logging.getLogger(__name__)

# a year takes about 1500 characters
LONGEST = 20_000


def read_year(text: str) -> CalendarYear:
    """The year in this text. Raises Blocked with a sentence for each thing to put right."""
    if len(text) > LONGEST:
        raise Blocked([f"内容超过 {LONGEST} 字，一次只录入一年的放假安排。"])
    try:
        year = parse_year(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        raise Blocked([f"第 {place[1]} 行写法有误，读不出来。" if place else "最后一行没有写完。"]) from error
    except CalendarYearRefused as error:
        raise Blocked([f"{problem}。" for problem in error.problems]) from error
    except (RecursionError, ValueError) as error:  # brackets in brackets without end; a day like 2027-02-30
        raise Blocked(["内容读不出来，请对照样子检查日期和括号。"]) from error
    _check_address(year.source_url)
    return year


def cited(year: CalendarYear) -> str:
    """The notice behind a year as people cite it: its title and number."""
    title = year.source_title[:300]
    return f"{title}（{year.source_number[:90]}）" if year.source_number else title


@lru_cache(maxsize=1)
def shipped() -> WorkCalendar:
    """The years that come with the program. They change only with the program."""
    return load_calendar()


@lru_cache(maxsize=4)
def joined(texts: tuple[str, ...]) -> WorkCalendar:
    """The shipped years and these. A year that this program ships verified stands, whatever was loaded before it came.

    Remembered by the texts themselves: a process that sees a new text cannot answer from an old calendar.
    """
    years = {year.year: year for year in shipped().recorded}
    for text in texts:
        try:
            loaded = read_year(text)
        except (
            Blocked
        ) as refused:  # the program has become stricter since: better without this year than no page at all
            logger.error("录入的放假安排读不出来：%s", "；".join(refused.blockers))
            continue
        if not is_settled(loaded.year):
            years[loaded.year] = loaded
    return WorkCalendar.of(years.values())


def is_settled(year: int) -> bool:
    """Whether the program ships this year verified: nobody loads over it."""
    return any(known.year == year and known.is_verified for known in shipped().recorded)


def _check_address(url: str) -> None:
    """The address becomes a link on the screen: http and https only."""
    if not url:
        return
    try:
        URLValidator(schemes=["http", "https"])(url)
    except ValidationError as error:
        raise Blocked(["来源网址填写有误，应以 http:// 或 https:// 开头。"]) from error
