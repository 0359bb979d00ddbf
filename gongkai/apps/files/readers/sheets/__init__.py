"""Workbooks: cells as shown, titles and notes apart from the table."""
