"""Characters, numbers and dates of Chinese official writing. Nothing here knows what a notice is."""

from gongkai.domain.text._dates import DateRead, read_date
from gongkai.domain.text._document_numbers import DocumentNumber, document_numbers
from gongkai.domain.text._noise import Noise, find_noise
from gongkai.domain.text._numerals import read_number
from gongkai.domain.text._plain import plain

__all__ = [
    "DateRead",
    "DocumentNumber",
    "Noise",
    "document_numbers",
    "find_noise",
    "plain",
    "read_date",
    "read_number",
]
