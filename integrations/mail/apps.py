from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "integrations.mail"

    def ready(self) -> None:
        from . import work  # noqa: F401  it registers itself
