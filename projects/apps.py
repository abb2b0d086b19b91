from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "projects"

    def ready(self):
        from integrations.github import wishes

        from . import notices, people, pulses, sections, signals  # noqa: F401  the others register themselves
        from .finding import names, watching  # noqa: F401  they register themselves
        from .needs import asking  # noqa: F401  regular work

        wishes.IN_USE["projects"] = pulses.repositories_in_use
