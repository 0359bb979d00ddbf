"""A file before it is published: `clean(data, name)` says what kind it is, takes out what is personal or hidden, and
proves that what a reader sees is still there. What comes back is what is kept."""

from __future__ import annotations

from gongkai.apps.files.cleaning._clean import Cleaned, clean

__all__ = ["Cleaned", "clean"]
