from django.apps import AppConfig


class RegularConfig(AppConfig):
    name = "integrations.regular"
