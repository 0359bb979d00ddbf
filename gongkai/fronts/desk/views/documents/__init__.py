"""Screens of the documents: the list, the editor, the page of one document."""
