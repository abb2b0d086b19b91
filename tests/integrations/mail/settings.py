"""Of the processes that deliver: nothing is sent but by the command."""

import os

from tests.integrations.settings import *  # noqa: F403

if "OPTIONS" in DATABASES["default"]:  # noqa: F405
    DATABASES["default"]["OPTIONS"]["timeout"] = int(os.environ.get("TEST_DATABASE_PATIENCE", "20"))  # noqa: F405
TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
MAIL_DELIVERY = os.environ.get("TEST_MAIL_DELIVERY", "django.core.mail.backends.smtp.EmailBackend")
