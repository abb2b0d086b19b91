from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "events"

    def ready(self):
        from integrations.github import wishes

        from . import finding, notices, pulses, sections  # noqa: F401  the others register themselves

        wishes.PERIODS["events"] = pulses.wished_periods
