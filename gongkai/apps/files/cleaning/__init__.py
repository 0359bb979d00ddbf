"""A file before it is published: `clean(data, name)` says what kind it is, takes out what is personal or hidden, and
proves that what a reader sees is still there. What comes back is what is kept. `received(data, name)` is the whole way
of an upload: scanned, cleaned, and tried whether it opens."""

from __future__ import annotations

from gongkai.apps.files.cleaning._clean import Cleaned, clean
from gongkai.apps.files.cleaning._received import received

__all__ = ["Cleaned", "clean", "received"]
