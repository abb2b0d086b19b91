from django.apps import AppConfig


class FindingConfig(AppConfig):
    name = "pages.finding"

    def ready(self):
        from . import regularly, signals, texts  # noqa: F401  they register themselves
