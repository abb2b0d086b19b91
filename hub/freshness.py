"""The site's generation: a number that grows whenever something that visitors can see was written."""

from django.db import transaction
from django.db.models import F
from django.db.models.signals import m2m_changed, post_delete, post_save

from integrations.github.signals import repositories_synced
from pages.finding.services import entries_changed

from .models import Generation

UNSEEN_APPS = {
    "account",
    "admin",
    "auth",
    "bringing",
    "contenttypes",
    "django_tasks_database",
    "github",  # a sync says so itself, once a batch
    "invitations",
    "mail",
    "matching",
    "mfa",
    "notices",
    "proposals",
    "regular",
    "reports",
    "reviews",
    "sending",
    "sessions",
    "socialaccount",
    "wagtailadmin",
    "wagtailsearch",
    "wagtailusers",
}
UNSEEN_MODELS = {
    "Claim",
    "Generation",
    "Handover",
    "JoinMessage",
    "JoinRequest",
    "Migration",
    "ModelLogEntry",
    "PageLogEntry",
    "ReferenceIndex",
    "Revision",
}
SEEN_FIELDS = {"User": {"is_active"}}
"""Of a model whose other fields nobody sees: signing in alone makes nothing out of date."""


def current_generation() -> int:
    return Generation.objects.values_list("number", flat=True).first() or 0


def start_next_generation() -> None:
    """Once the surrounding transaction is in, pages kept so far are out of date."""
    connection = transaction.get_connection()
    if not any(function is _advance for _ids, function, _robust in connection.run_on_commit):
        transaction.on_commit(_advance)


def _advance():
    if not Generation.objects.update(number=F("number") + 1):
        Generation.objects.get_or_create(pk=1, defaults={"number": 1})


def _on_write(sender, **kwargs):
    if sender.__module__ == "__fake__":  # a migration's model: the site is not up yet
        return
    app_label = sender._meta.app_label  # noqa: SLF001  Django's documented way to it
    if app_label in UNSEEN_APPS or sender.__name__ in UNSEEN_MODELS or kwargs.get("raw"):
        return
    if _may_be_seen(sender.__name__, kwargs.get("update_fields")):
        start_next_generation()


def _may_be_seen(model, written):
    """`written` are the names of fields; None where all of them were."""
    return written is None or model not in SEEN_FIELDS or not SEEN_FIELDS[model].isdisjoint(written)


def _on_sync(sender, **kwargs):
    start_next_generation()


def watch_writes() -> None:
    """Called once when the site starts."""
    for signal in (post_save, post_delete, m2m_changed):
        signal.connect(_on_write, dispatch_uid="hub.freshness")
    repositories_synced.connect(_on_sync, dispatch_uid="hub.freshness")
    entries_changed.connect(_on_sync, dispatch_uid="hub.freshness")
