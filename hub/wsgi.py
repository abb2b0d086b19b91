"""What a web server loads."""

import os

from django.core.wsgi import get_wsgi_application
from django.db import connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings.production")
application = get_wsgi_application()

from .checks import refuse_demo_accounts  # noqa: E402 - needs the applications to be loaded

refuse_demo_accounts()
connections.close_all()  # gunicorn forks now, and a connection belongs to one process
