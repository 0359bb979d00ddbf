"""Files as they came in, kept by their content."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class StoredFile(models.Model):
    """An uploaded file. The bytes lie under PRIVATE_ROOT by their SHA-256, so the same file is kept once."""

    sha256 = models.CharField("摘要", max_length=64, unique=True)
    name = models.CharField("文件名", max_length=255)
    content_type = models.CharField("类型", max_length=120)
    size = models.PositiveBigIntegerField("字节数")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="上传人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField("上传时间")

    class Meta:
        verbose_name = "文件"
        verbose_name_plural = "文件"

    def __str__(self) -> str:
        return self.name
