from django.apps import AppConfig


class HubConfig(AppConfig):
    name = "hub"

    def ready(self):
        from . import checks  # noqa: F401  registers them
        from .finding import saved  # noqa: F401  it registers itself
        from .freshness import watch_writes
        from .moderation import holding, personal, reminders, subjects  # noqa: F401  they register themselves

        watch_writes()
