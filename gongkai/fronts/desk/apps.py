from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "gongkai.fronts.desk"
    label = "front_desk"
    verbose_name = "工作台"
