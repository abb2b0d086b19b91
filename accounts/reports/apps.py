from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "accounts.reports"

    def ready(self):
        from . import personal  # noqa: F401  it registers itself
