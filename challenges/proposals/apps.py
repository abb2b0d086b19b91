from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    name = "challenges.proposals"

    def ready(self):
        from . import audience, counting, overview, panel, personal, retention, signals  # noqa: F401  they register
