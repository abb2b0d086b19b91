from django.apps import AppConfig


class RegionsConfig(AppConfig):
    name = "regions"

    def ready(self):
        from . import finding, sections  # noqa: F401  they register themselves
