"""The bytes an entry is hashed over. They must come out the same from Python, SQLite and PostgreSQL."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from gongkai.apps.audit._masking import masked
from gongkai.apps.audit.models import AuditEntry

GENESIS = "0" * 64


def storable(values: Mapping[str, Any] | None) -> dict[str, Any]:
    """Values as plain JSON with personal data masked.

    Fractions become text and NUL is dropped: databases write 1e20 or \\u0000 back differently, or not at all.
    """
    written = json.dumps(dict(values or {}), cls=_Encoder, ensure_ascii=False, sort_keys=True)
    clean = written.encode("utf-8", "replace").decode("utf-8")
    plain: dict[str, Any] = masked(json.loads(clean, parse_float=str, parse_constant=str))
    return plain


def digest(entry: AuditEntry) -> str:
    """SHA-256 over every field of the entry but its own hash."""
    fields = {
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": entry.actor_id,
        "actor_text": entry.actor_text,
        "unit_text": entry.unit_text,
        "action": entry.action,
        "target_kind": entry.target_kind,
        "target_id": entry.target_id,
        "target_text": entry.target_text,
        "before": entry.before,
        "after": entry.after,
        "previous_hash": entry.previous_hash,
    }
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


class _Encoder(DjangoJSONEncoder):
    """Sets are sorted, model instances and everything else are written as their text."""

    def default(self, o: Any) -> Any:
        if isinstance(o, set | frozenset):
            return sorted(o, key=str)
        try:
            return super().default(o)
        except TypeError:
            return str(o)
