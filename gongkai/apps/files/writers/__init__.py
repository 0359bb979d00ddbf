"""The ledger as officials know it, written to Excel and Word: `write_xlsx`, `write_docx`; no Django."""

from gongkai.apps.files.writers._docx import write_docx
from gongkai.apps.files.writers._sheet import LedgerRow, LedgerSheet, sheet_of
from gongkai.apps.files.writers._xlsx import write_xlsx

__all__ = ["LedgerRow", "LedgerSheet", "sheet_of", "write_docx", "write_xlsx"]
