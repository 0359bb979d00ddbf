from django.apps import AppConfig


class OrgsConfig(AppConfig):
    name = "gongkai.apps.orgs"
    label = "orgs"
    verbose_name = "单位与人员"
    default_auto_field = "django.db.models.BigAutoField"
