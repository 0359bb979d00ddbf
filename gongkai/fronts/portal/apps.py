from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "gongkai.fronts.portal"
    label = "front_portal"
