"""A public document as a file to take away: Word, PDF, plain text; its tables as Excel or CSV. PLT-11; no Django."""

from gongkai.apps.files.writers.page._content import Grid, PageText, page_text, printable
from gongkai.apps.files.writers.page._pdf import NoChineseFont, write_page_pdf
from gongkai.apps.files.writers.page._plain import write_page_txt
from gongkai.apps.files.writers.page._tables import write_table_csv, write_table_xlsx
from gongkai.apps.files.writers.page._word import write_page_docx

__all__ = [
    "Grid",
    "NoChineseFont",
    "PageText",
    "page_text",
    "printable",
    "write_page_docx",
    "write_page_pdf",
    "write_page_txt",
    "write_table_csv",
    "write_table_xlsx",
]
