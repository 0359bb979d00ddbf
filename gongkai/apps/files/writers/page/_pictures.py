"""Pictures as every program can show them."""

from __future__ import annotations

import io

from PIL import Image, ImageOps

LARGEST_SIDE = 2400


def plain_picture(data: bytes | None) -> tuple[bytes, tuple[int, int]] | None:
    """A PNG or JPEG turned upright and not larger than a page can show, with its size; None when it does not open."""
    if data is None:
        return None
    try:
        with Image.open(io.BytesIO(data)) as picture:
            picture.draft("RGB", (LARGEST_SIDE, LARGEST_SIDE))
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
            is_photo = picture.format in {"JPEG", "WEBP"} and upright.mode in {"RGB", "L"}
            made = upright if is_photo or upright.mode in {"L", "RGB", "RGBA"} else upright.convert("RGBA")
            out = io.BytesIO()
            made.save(out, "JPEG" if is_photo else "PNG", quality=85)
            return out.getvalue(), made.size
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
        return None
