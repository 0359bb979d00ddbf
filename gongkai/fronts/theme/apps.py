from django.apps import AppConfig


class ThemeConfig(AppConfig):
    name = "gongkai.fronts.theme"
    label = "front_theme"
