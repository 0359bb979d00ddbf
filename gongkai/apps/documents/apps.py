from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "gongkai.apps.documents"
    label = "documents"
    verbose_name = "公开文件"
    default_auto_field = "django.db.models.BigAutoField"
