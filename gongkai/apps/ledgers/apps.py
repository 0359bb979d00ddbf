from django.apps import AppConfig


class LedgersConfig(AppConfig):
    name = "gongkai.apps.ledgers"
    label = "ledgers"
    verbose_name = "通知与台账"
    default_auto_field = "django.db.models.BigAutoField"
