from django.apps import AppConfig


class PilotsConfig(AppConfig):
    name = "challenges.pilots"

    def ready(self):
        from . import chapter, personal, reminders  # noqa: F401  they register themselves
