"""How users are found and made."""

from django.contrib.auth.base_user import BaseUserManager
from django.db.models import Q, QuerySet


class UserManager(BaseUserManager):
    use_in_migrations = True

    def get_by_natural_key(self, username):
        """Sign-in ignores the case of an e-mail address, as mail servers in practice do."""
        return self.get(email__iexact=username)

    def never_confirmed(self, *, before):
        """Who signed up before that time and typed no code since. Not whom somebody else has made, or given a right."""
        plain = self.filter(is_staff=False, is_superuser=False, groups=None, user_permissions=None, last_login=None)
        signed_up = plain.filter(date_joined__lt=before, emailaddress__verified=False)
        return signed_up.exclude(emailaddress__verified=True).distinct()

    def moderators(self):
        """Who decides on what people report and claim; administrators where nobody was made a moderator."""
        people = self.filter(is_active=True).select_related("profile").order_by("pk")
        found = people.filter(_has_the_right_to_moderate()).distinct()
        return found if found.exists() else people.filter(is_superuser=True)

    def who_may_moderate(self):
        """By a right, or because they run the site."""
        return self.filter(_has_the_right_to_moderate() | Q(is_superuser=True), is_active=True).distinct()

    @classmethod
    def normalize_email(cls, email):
        """In small letters: so django-allauth keeps addresses, and seeks them. Forms of the admin come by here too."""
        return (email or "").lower()

    def create_user(self, email, password=None, **fields):
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        """Whoever may run commands on the server vouches for the address: it needs no mail to be confirmed."""
        user = self.create_user(email, password, **{**fields, "is_staff": True, "is_superuser": True})
        user.emailaddress_set.create(email=user.email, verified=True, primary=True)
        return user


def _has_the_right_to_moderate():
    right = {"content_type__app_label": "reports", "codename": "moderate"}
    by_group = Q(**{f"groups__permissions__{name}": value for name, value in right.items()})
    return by_group | Q(**{f"user_permissions__{name}": value for name, value in right.items()})


class ProfileQuerySet(QuerySet):
    def known_as(self, handle):
        """The person who has this handle now, or had it before; None for nobody."""
        now = self.filter(handle__iexact=handle).first()
        return now or self.filter(former_handles__handle=handle.lower()).first()

    def with_all_parts(self):
        return self.select_related("user").prefetch_related("skills", "topics", "regions")
