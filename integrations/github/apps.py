from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GitHubConfig(AppConfig):
    name = "integrations.github"
    label = "github"
    verbose_name = _("GitHub")
