from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from accounts.signin.services import remove_second_factor


class Command(BaseCommand):
    help = "For somebody who lost phone and recovery codes: remove their passkeys, their app and their codes."

    def add_arguments(self, parser):
        parser.add_argument("email", help="The e-mail address of the account. Make sure first who is asking.")

    def handle(self, email, **options):
        try:
            user = User.objects.get_by_natural_key(email)
        except User.DoesNotExist as error:
            raise CommandError(f"There is no account with the address {email}.", returncode=2) from error
        removed = remove_second_factor(user=user)
        self.stdout.write(f"{email}: {removed} removed.{' They are told by mail.' if removed else ''}")
