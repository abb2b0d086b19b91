"""`manage.py add_owner EMAIL SLUG`: lets somebody look after a project, without asking anybody."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from projects.joining.services import make_owner
from projects.models import ProjectPage

WRONG_USE = 2


class Command(BaseCommand):
    help = "Make the person with this e-mail address an owner of the project with this slug."

    def add_arguments(self, parser):
        parser.add_argument("email", help="of an account that exists")
        parser.add_argument("slug", help="the last part of the project's address")

    def handle(self, *args, email, slug, **options):
        user = get_user_model().objects.filter(email__iexact=email).first()
        if user is None:
            raise CommandError(f"Nobody has an account with {email}. They sign up first.", returncode=WRONG_USE)
        project = ProjectPage.objects.originals().filter(slug=slug).first()
        if project is None:
            raise CommandError(f"There is no project at /projects/{slug}/.", returncode=WRONG_USE)
        make_owner(project=project, user=user)
        self.stdout.write(f"{email} looks after “{project.title}” now.")
