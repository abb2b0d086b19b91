from django.apps import AppConfig


class JoiningConfig(AppConfig):
    name = "projects.joining"

    def ready(self):
        from . import overview, personal, reminders  # noqa: F401  they register themselves
