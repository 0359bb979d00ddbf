from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "gongkai.fronts.desk"
    label = "front_desk"
    verbose_name = "工作台"

    def ready(self) -> None:
        # Wagtail's forms need the app registry, so they are named once it is complete
        from gongkai.fronts.desk.wagtail_labels import name_fields

        name_fields()
