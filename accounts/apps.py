from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self):
        from . import signals  # noqa: F401  it registers itself
        from .profiles import first_steps, own_data  # noqa: F401  they register themselves
        from .signin import signals as signin_signals  # noqa: F401  it registers itself
        from .signin import work  # noqa: F401  it registers itself
