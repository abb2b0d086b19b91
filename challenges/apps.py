from django.apps import AppConfig


class ChallengesConfig(AppConfig):
    name = "challenges"

    def ready(self):
        from . import finding, notices, personal, sections, signals  # noqa: F401  registers and connects them
        from .writing import signals as writing_signals  # noqa: F401
