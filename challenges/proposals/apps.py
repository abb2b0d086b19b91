from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    name = "challenges.proposals"

    def ready(self):
        from . import audience  # noqa: F401  it registers itself
