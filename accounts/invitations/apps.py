from django.apps import AppConfig


class InvitationsConfig(AppConfig):
    name = "accounts.invitations"

    def ready(self):
        from . import personal, signals, work  # noqa: F401  they register themselves
