"""Is this number a person's? Resident identity numbers and payment cards by their own arithmetic."""

from __future__ import annotations

from datetime import date

# GB 11643-1999: province codes of the first two digits; 81-83 residence permits of Hong Kong, Macao and Taiwan
# residents, 9 permanent residence of foreigners
_MAINLAND = (range(11, 16), range(21, 24), range(31, 38), range(41, 47), range(50, 55), range(61, 66))
PROVINCES = frozenset(str(code) for row in (*_MAINLAND, (71, 81, 82, 83, 91)) for code in row)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
# earliest year of birth that a living document can name
_FIRST_YEAR = 1900
_LAST_YEAR = 2099
# ISO/IEC 7812: what payment cards issued in China begin with
_UNION_PAY = ("62", "60")
_OLD_DEBIT = ("9558", "9559", "95599", "94", "436742", "4563", "4367", "405512", "421349", "433670", "433680")


def resident_problem(digits: str) -> str | None:
    """None when the 18 characters are no identity number at all, "" when they are one, else what does not fit."""
    if len(digits) != 18 or digits[:2] not in PROVINCES or not _is_day(digits[6:10], digits[10:12], digits[12:14]):
        return None
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    return "" if _CHECKS[total % 11] == digits[17] else "校验码不符"


def is_old_resident(digits: str) -> bool:
    """The form of 15 digits that was given until 1999: no check digit, the year of birth in two digits."""
    return len(digits) == 15 and digits[:2] in PROVINCES and _is_day("19" + digits[6:8], digits[8:10], digits[10:12])


def is_luhn(digits: str) -> bool:
    """The check sum of payment cards (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        number = int(digit) * (1 + place % 2)
        total += number - 9 if number > 9 else number
    return total % 10 == 0


def is_card_prefix(digits: str) -> bool:
    """Whether a payment card may begin so. 16 and 19 digits are usual, 17 and 18 only with the national prefix."""
    if digits.startswith(_UNION_PAY + _OLD_DEBIT):
        return True
    return len(digits) == 16 and (digits[0] == "4" or "51" <= digits[:2] <= "55" or digits.startswith("35"))


def _is_day(year: str, month: str, day: str) -> bool:
    try:
        born = date(int(year), int(month), int(day))
    except ValueError:
        return False
    return _FIRST_YEAR <= born.year <= _LAST_YEAR
