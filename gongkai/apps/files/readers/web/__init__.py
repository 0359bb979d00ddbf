"""Web pages: the visible tree, the part that is the document, its paragraphs and tables."""
