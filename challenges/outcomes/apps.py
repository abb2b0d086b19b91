from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    name = "challenges.outcomes"

    def ready(self):
        from . import closing, elsewhere, notices, on_the_page, personal, reminders, sections, steps  # noqa: F401  they register
