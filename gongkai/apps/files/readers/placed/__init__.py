"""Formats that only say where characters stand (PDF, OFD): lines, paragraphs and tables are rebuilt."""
