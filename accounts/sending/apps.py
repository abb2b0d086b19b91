from django.apps import AppConfig


class SendingConfig(AppConfig):
    name = "accounts.sending"

    def ready(self):
        from . import signals, work  # noqa: F401  they register themselves
