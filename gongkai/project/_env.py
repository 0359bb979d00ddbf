"""Typed readers of the environment. A value that cannot be read is one sentence, not a traceback later."""

from __future__ import annotations

import ipaddress
import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from limits import parse


def text(name: str, default: str = "") -> str:
    """The variable as written, or the default."""
    return os.environ.get(name, default)


def flag(name: str, default: bool = False) -> bool:
    """1/true/yes/on or 0/false/no/off."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} 应为 true 或 false，现为“{value}”。")


def number(name: str, default: int) -> int:
    """A whole number."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if not value.isdigit():
        raise ImproperlyConfigured(f"{name} 应为整数，现为“{value}”。")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def networks(name: str) -> list[str]:
    """A comma-separated list of addresses and networks."""
    found = words(name)
    for part in found:
        try:
            ipaddress.ip_network(part, strict=False)
        except ValueError as error:
            raise ImproperlyConfigured(f"{name} 中的“{part}”不是 IP 地址或网段。") from error
    return found


def rate(name: str, default: str) -> str:
    """How often in how long: 60/minute, 10/10 minutes."""
    value = os.environ.get(name, "").strip() or default
    try:
        parse(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} 应写成 60/minute、10/10 minutes 这样的形式，现为“{value}”。") from error
    return value


def kept_secret(name: str, path: Path) -> str:
    """The secret from the environment, or one made at first start and kept in a file only the owner reads."""
    if value := os.environ.get(name):
        return value
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        made = secrets.token_urlsafe(50)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # another process was first
            return path.read_text("utf-8")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(made)
    return path.read_text("utf-8")
