from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "accounts.notices"

    def ready(self):
        from . import digests, personal, searches, targets  # noqa: F401  they register themselves
