from django.apps import AppConfig


class ChallengesConfig(AppConfig):
    name = "challenges"

    def ready(self):
        from . import finding, notices, personal, regularly, sections, signals  # noqa: F401  registers and connects them
        from .desk import actions, overview, reminders, steps  # noqa: F401  they register themselves
        from .writing import signals as writing_signals  # noqa: F401
        from .writing import steps as writing_steps  # noqa: F401
