"""Screens of the section tree, unit homes, topics, forms and standard catalogues."""
