"""How often who asked, in one file for all server processes of the machine: a limit holds however many there are."""

from __future__ import annotations

import hashlib
import sqlite3
import threading
import time
from math import floor
from pathlib import Path
from sqlite3 import connect

from limits.storage import Storage
from limits.storage.base import SlidingWindowCounterSupport

TABLE = "CREATE TABLE IF NOT EXISTS counts (name BLOB PRIMARY KEY, count INTEGER, ends REAL) WITHOUT ROWID"
ADD = (
    "INSERT INTO counts VALUES (?, ?, ?)"
    " ON CONFLICT (name) DO UPDATE SET count = count + excluded.count RETURNING count"
)
# somebody waits for the answer: a count that cannot be had in this time is not worth it
PATIENCE_SECONDS = 0.5
SWEPT_EVERY = 60.0


class SharedCounts(Storage, SlidingWindowCounterSupport):
    """Counts by name and window. The file holds fingerprints, not addresses, and what ran out is removed."""

    STORAGE_SCHEME = None

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._mine = threading.local()
        self._next_sweep = 0.0

    @property
    def base_exceptions(self) -> type[Exception]:
        """What a broken file raises."""
        return sqlite3.Error

    def acquire_sliding_window_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Count one more, unless the window would then hold more than the limit. Nobody comes between."""
        now = time.time()
        file = self._file()
        file.execute("BEGIN IMMEDIATE")
        try:
            before, left, count, _ = self._window(key, expiry, now)
            fits = floor(before * left / expiry + count) + amount <= limit
            if fits:
                file.execute(ADD, (_name(key, int(now // expiry)), amount, (now // expiry + 2) * expiry))
            if now >= self._next_sweep:
                self._next_sweep = now + SWEPT_EVERY
                file.execute("DELETE FROM counts WHERE ends <= ?", (now,))
        finally:
            file.execute("COMMIT")
        return fits

    def get_sliding_window(self, key: str, expiry: int) -> tuple[int, float, int, float]:
        """Count of the window before and seconds until it is forgotten, and the same of this window."""
        return self._window(key, expiry, time.time())

    def clear_sliding_window(self, key: str, expiry: int) -> None:
        """Forget both windows."""
        number = int(time.time() // expiry)
        names = [(_name(key, number),), (_name(key, number - 1),)]
        self._file().executemany("DELETE FROM counts WHERE name = ?", names)

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count under a name without windows."""
        row = self._file().execute(ADD, (_name(key), amount, time.time() + expiry)).fetchone()
        return int(row[0])

    def get(self, key: str) -> int:
        """The count under a name without windows."""
        row = self._file().execute("SELECT count FROM counts WHERE name = ?", (_name(key),)).fetchone()
        return int(row[0]) if row else 0

    def get_expiry(self, key: str) -> float:
        """When a name without windows is forgotten."""
        row = self._file().execute("SELECT ends FROM counts WHERE name = ?", (_name(key),)).fetchone()
        return float(row[0]) if row else time.time()

    def check(self) -> bool:
        """Whether the file can be read."""
        return bool(self._file().execute("SELECT 1").fetchone())

    def reset(self) -> int | None:
        """Forget everything."""
        return self._file().execute("DELETE FROM counts").rowcount

    def clear(self, key: str) -> None:
        """Forget a name without windows."""
        self._file().execute("DELETE FROM counts WHERE name = ?", (_name(key),))

    def _window(self, key: str, expiry: int, now: float) -> tuple[int, float, int, float]:
        number, gone = int(now // expiry), now % expiry
        last, this = _name(key, number - 1), _name(key, number)
        asked = self._file().execute("SELECT name, count FROM counts WHERE name IN (?, ?)", (last, this))
        found = dict(asked.fetchall())
        before = int(found.get(last, 0))
        return before, expiry - gone if before else 0.0, int(found.get(this, 0)), 2 * expiry - gone

    def _file(self) -> sqlite3.Connection:
        """A connection for each thread."""
        found: sqlite3.Connection | None = getattr(self._mine, "file", None)
        if found is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            found = connect(self._path, timeout=PATIENCE_SECONDS, isolation_level=None)
            found.execute("PRAGMA journal_mode = WAL")
            found.execute("PRAGMA synchronous = OFF")  # counts of a minute need not outlive a power cut
            found.execute(TABLE)
            self._mine.file = found
        return found


def _name(key: str, window: int = 0) -> bytes:
    return hashlib.blake2b(f"{key}\0{window}".encode(), digest_size=16).digest()
