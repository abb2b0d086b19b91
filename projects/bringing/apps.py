from django.apps import AppConfig


class BringingConfig(AppConfig):
    """Stands after `wagtail.admin` among the apps, in whose place it tells people of submitted projects."""

    name = "projects.bringing"

    def ready(self):
        from . import overview, personal, signals, work  # noqa: F401  they register themselves
        from .wagtail_mails import leave_out_ours

        leave_out_ours()
