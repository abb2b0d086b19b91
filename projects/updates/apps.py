from django.apps import AppConfig


class UpdatesConfig(AppConfig):
    name = "projects.updates"

    def ready(self):
        from . import personal, releases, signals  # noqa: F401  they register themselves
