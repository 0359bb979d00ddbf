"""The ledger as officials know it, written to Excel and Word: `write_xlsx`, `write_docx`; no Django."""

from gongkai.apps.files.writers._book import Book, Chapter, write_book_docx
from gongkai.apps.files.writers._docx import write_docx
from gongkai.apps.files.writers._listing import Listing, write_listing_docx, write_listing_xlsx
from gongkai.apps.files.writers._sheet import LedgerRow, LedgerSheet, sheet_of
from gongkai.apps.files.writers._xlsx import write_xlsx

__all__ = [
    "Book",
    "Chapter",
    "LedgerRow",
    "LedgerSheet",
    "Listing",
    "sheet_of",
    "write_book_docx",
    "write_docx",
    "write_listing_docx",
    "write_listing_xlsx",
    "write_xlsx",
]
