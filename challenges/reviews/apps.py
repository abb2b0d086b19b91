from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "challenges.reviews"

    def ready(self):
        from . import chapter, overview, personal, reading, steps, work  # noqa: F401  they register themselves
