from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "events"

    def ready(self):
        from integrations.github import wishes

        from . import pulses, sections  # noqa: F401  sections register themselves

        wishes.PERIODS["events"] = pulses.wished_periods
