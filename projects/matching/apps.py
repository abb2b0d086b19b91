from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "projects.matching"

    def ready(self):
        from . import overview, personal, unused  # noqa: F401  they register themselves
