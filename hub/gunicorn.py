"""How the web server runs. Everything may be changed by the environment: docs/settings.md."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings.dev")

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
worker_class = "gthread"
preload_app = True
timeout = 60
graceful_timeout = 5
limit_request_line = 8190  # a long text pasted into the search gets an answer of the site, not of the server
accesslog = None
loglevel = "warning"
