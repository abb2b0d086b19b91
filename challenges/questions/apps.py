from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    name = "challenges.questions"

    def ready(self):
        from . import chapter, notices, overview, personal, reminders, steps  # noqa: F401  they register themselves
