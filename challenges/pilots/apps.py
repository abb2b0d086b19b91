from django.apps import AppConfig


class PilotsConfig(AppConfig):
    name = "challenges.pilots"

    def ready(self):
        from . import chapter, personal, reminders, steps  # noqa: F401  they register themselves
