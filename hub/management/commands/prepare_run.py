from hashlib import blake2b
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from hub.demo.accounts import ACCOUNTS, PASSWORD
from hub.demo.loader import is_loaded
from hub.services import set_up_site
from integrations.github.models import Repository, Status
from integrations.github.scheduling import begin_schedule, interval, queue_can_wait
from integrations.github.tasks import sync
from integrations.regular import scheduling as regular_work
from pages.finding.services import is_built


class Command(BaseCommand):
    help = (
        "What `make run` does before the servers start: bring the database and the static files up to date, load the "
        "demo content once, start the first GitHub sync, and say where everything is. Run again, it takes seconds "
        "and keeps what people changed; the site's address follows SITE_URL."
    )

    def handle(self, **options):
        self._migrate()
        self._collect_static_files()
        if is_loaded():
            set_up_site()
        else:
            self.stdout.write("Loading the demo content …")
            call_command("load_demo", stdout=self.stdout, verbosity=0)
        if not is_built():
            self.stdout.write("Preparing the search page …")
            call_command("rebuild_finding", stdout=self.stdout)
        self._say(self._welcome())

    def _migrate(self):
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Preparing the database …")
            call_command("migrate", interactive=False, verbosity=0)

    def _collect_static_files(self):
        """Only when one of them changed: compressing them all takes a while."""
        mark = Path(settings.STATIC_ROOT) / ".collected"
        state = _state_of_static_files()
        if mark.exists() and mark.read_text() == state:
            return
        self.stdout.write("Collecting the static files …")
        call_command("collectstatic", interactive=False, verbosity=0)
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.write_text(state)

    def _welcome(self):
        """The rows of the block that is printed last."""
        yield "Tomoni", f"{settings.SITE_URL}/"
        yield "in English", f"{settings.SITE_URL}/en/"
        yield "editors", f"{settings.SITE_URL}/admin/"
        there = set(get_user_model().objects.values_list("email", flat=True).filter(email__in=_ADDRESSES))
        for account in ACCOUNTS:
            if account.email in there:
                yield "log in as", f"{account.email}  ({account.may})"
        if there:
            yield "password", PASSWORD
        yield "mail", f"written to {settings.EMAIL_FILE_PATH}" if _mail_is_written() else "sent as EMAIL_URL says"
        yield "GitHub", _start_first_sync()
        if (every := interval()) and queue_can_wait():
            begin_schedule()
            yield "schedule", f"the worker asks GitHub every {every.total_seconds() / 60:g} minutes"
        regular_work.begin_schedule()
        yield "stop", "Ctrl-C"

    def _say(self, rows):
        self.stdout.write("")
        for name, value in rows:
            self.stdout.write(f"  {name:>10}  {value}")
        self.stdout.write("")


_ADDRESSES = [account.email for account in ACCOUNTS]


def _state_of_static_files():
    """Changes when a static file of any package is added, removed or written."""
    digest = blake2b(digest_size=16)
    files = (storage.path(name) for finder in get_finders() for name, storage in finder.list([]))
    for path in sorted(files):
        stat = Path(path).stat()
        digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _mail_is_written():
    return settings.MAIL_DELIVERY.endswith((".OneFileEach", ".filebased.EmailBackend"))


def _start_first_sync():
    """Hand the first sync to the worker, which starts together with the server. Return what to say about it."""
    if not settings.GITHUB_TOKEN and not settings.GITHUB_APP_ID:
        return "no figures yet: put GITHUB_TOKEN=… into .env and start again; manage.py sync_github is slow without it"
    waiting = Repository.objects.filter(status=Status.PENDING).count()
    if not waiting:
        return "figures are there; manage.py sync_github brings newer ones"
    sync.enqueue()
    return f"the first sync runs in the background; repositories to ask about: {waiting}"
