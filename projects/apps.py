from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "projects"

    def ready(self):
        from integrations.github import wishes

        from . import pulses, sections, signals  # noqa: F401  the others register themselves

        wishes.IN_USE["projects"] = pulses.repositories_in_use
