from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    name = "challenges.outcomes"

    def ready(self):
        from . import closing, on_the_page, personal, sections  # noqa: F401  they register themselves
