"""A process of its own, on a database file: eight threads deliver the same at the same moment. Prints the answers."""

import json
import threading
from datetime import UTC, datetime

import django
from django.conf import settings

django.setup()
settings.GITHUB_WEBHOOK_SECRET = "secret"

from django.test import RequestFactory  # noqa: E402

from integrations.github.models import Repository  # noqa: E402
from integrations.github.webhooks.views import github_webhook  # noqa: E402
from tests.integrations.webhook_deliveries import ADDRESS, payload, signed  # noqa: E402

BODY = json.dumps(payload(41)).encode()
HEADERS = {"X-GitHub-Event": "push", "X-GitHub-Delivery": "same", "X-Hub-Signature-256": signed(BODY, "secret")}
THREADS = 8

Repository.objects.create(
    full_name="code/a", github_id=41, node_id="R_41", status="active", due_at=datetime(2100, 1, 1, tzinfo=UTC)
)
start = threading.Barrier(THREADS)
answers = []


def deliver():
    start.wait()
    request = RequestFactory().post(ADDRESS, BODY, "application/json", headers=HEADERS)
    answers.append(github_webhook(request).status_code)


threads = [threading.Thread(target=deliver) for _ in range(THREADS)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(json.dumps(sorted(answers)))  # noqa: T201
