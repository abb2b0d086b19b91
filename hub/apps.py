from django.apps import AppConfig


class HubConfig(AppConfig):
    name = "hub"

    def ready(self):
        from . import checks  # noqa: F401  registers them
        from .freshness import watch_writes

        watch_writes()
