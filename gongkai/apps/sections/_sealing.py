"""What citizens write in forms is kept encrypted: Fernet (AES-CBC with HMAC), its key from GONGKAI_SEALING_KEY."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class SealBroken(Exception):
    """加密的内容打不开：密钥换过，或者内容被改动。请联系系统管理员。"""

    def __init__(self) -> None:
        super().__init__("加密的内容打不开：密钥换过，或者内容被改动。请联系系统管理员。")


def seal(values: dict[str, Any]) -> bytes:
    """Encrypt with the first key."""
    return _fernet().encrypt(json.dumps(values, ensure_ascii=False).encode())


def unseal(sealed: bytes) -> dict[str, Any]:
    """Decrypt with any of the keys. Raises SealBroken."""
    try:
        found: dict[str, Any] = json.loads(_fernet().decrypt(bytes(sealed)))
    except (InvalidToken, ValueError) as error:
        raise SealBroken from error
    return found


def _fernet() -> MultiFernet:
    """Several secrets, parted by commas: the first seals, the others still open what they sealed."""
    secrets = [secret.strip() for secret in settings.SEALING_KEY.split(",") if secret.strip()]
    keys = (hashlib.sha256(secret.encode()).digest() for secret in secrets)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])
