from django.apps import AppConfig


class SectionsConfig(AppConfig):
    name = "gongkai.apps.sections"
    label = "sections"
    verbose_name = "栏目"
    default_auto_field = "django.db.models.BigAutoField"
