"""What the rooms of this floor keep of a person, said and handed out. Every other room says it of its own."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.forms.models import model_to_dict
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Comment, CommentReply, ModelLogEntry, Page, PageLogEntry, PageSubscription, Revision
from wagtail.users.models import UserProfile

from accounts.models import FormerHandle, Profile
from accounts.personal_data import keeps

MOST_ENTRIES = 5000


@keeps(
    "account",
    what=_("Your e-mail addresses, when you joined and were last here, and your groups"),
    why=_("You sign in with them, and we write to them. Your password is kept as a sum that cannot be turned back."),
    fields=(
        "accounts.User_groups.user",
        "accounts.User_user_permissions.user",
        "account.EmailAddress.user",
        "wagtailusers.UserProfile.user",
    ),
)
def account(user):
    return {
        "email": user.email,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "joined": user.date_joined,
        "last_sign_in": user.last_login,
        "is_staff": user.is_staff,
        "is_superuser": user.is_superuser,
        "groups": list(user.groups.order_by("name").values_list("name", flat=True)),
        "rights": list(user.user_permissions.order_by("pk").values_list("codename", flat=True)),
        "settings_of_the_admin": _settings_of_the_admin(user),
        "email_addresses": list(
            EmailAddress.objects.filter(user=user).order_by("pk").values("email", "verified", "primary")
        ),
    }


def _settings_of_the_admin(user):
    """None for who was never there."""
    kept = UserProfile.objects.filter(user=user).first()
    return kept and {**model_to_dict(kept, exclude=["id", "user"]), "avatar": kept.avatar.name}


@keeps(
    "connected_accounts",
    what=_("Accounts elsewhere that you have connected, such as GitHub: number and handle"),
    why=_("So that you can sign in with them, and your contributions are recognised as yours."),
    stays=_(
        "What GitHub publishes about contributors stays, and so does your choice how it is told. Change the choice "
        "first if you want to have no name there."
    ),
    fields=("socialaccount.SocialAccount.user",),
)
def connected_accounts(user):
    rows = SocialAccount.objects.filter(user=user).order_by("pk")
    return list(rows.values("provider", "uid", "extra_data", "date_joined", "last_login"))


@keeps(
    "second_factors",
    what=_("Your second factors: passkeys, the authenticator app, recovery codes"),
    why=_("So that nobody else signs in as you. The secrets themselves are in no copy."),
    fields=("mfa.Authenticator.user",),
)
def second_factors(user):
    return [
        {
            "type": each.type,
            "name": each.data.get("name"),
            "created_at": each.created_at,
            "last_used_at": each.last_used_at,
        }
        for each in Authenticator.objects.filter(user=user).order_by("pk")
    ]


@keeps(
    "profile",
    what=_("Your profile: what you have told of yourself, and which parts are public"),
    why=_("To tell you which projects need you, and to show others what you want to show."),
    fields=("accounts.Profile.user",),
)
def profile(user):
    kept = Profile.objects.with_all_parts().get(user=user)
    plain = ("handle", "name", "introduction", "roles", "languages", "effort", "place", "hours_a_week", "mail_language")
    return {
        **{name: getattr(kept, name) for name in (*plain, "is_public", "public_parts")},
        "skills": [skill.name_ja for skill in kept.skills.all()],
        "topics": [topic.name_ja for topic in kept.topics.all()],
        "regions": [{"code": region.code, "name": region.full_name_ja} for region in kept.regions.all()],
    }


@keeps(
    "former_handles",
    what=_("Handles that you had before"),
    why=_("So that old addresses lead to you, and nobody else takes your former name."),
)
def former_handles(user):
    rows = FormerHandle.objects.filter(profile__user=user).order_by("given_up_at")
    return list(rows.values("handle", "given_up_at"))


@keeps(
    "editing",
    what=_("What you did as an editor: changes of pages, comments beside them, pictures and documents"),
    why=_("So that editors can see who changed what, and can ask."),
    stays=_(
        "Changes of pages, pictures and documents stay without your name, because the pages are made of them; the log "
        "keeps the number of an account that is gone. Comments beside pages are deleted."
    ),
    fields=(
        "wagtailcore.PageLogEntry.user",
        "wagtailcore.ModelLogEntry.user",
        "wagtailcore.Revision.user",
        "wagtailcore.Comment.user",
        "wagtailcore.Comment.resolved_by",
        "wagtailcore.CommentReply.user",
        "wagtailcore.Page.owner",
        "wagtailcore.Page.locked_by",
        "wagtailcore.PageSubscription.user",
        "wagtailcore.WorkflowState.requested_by",
        "wagtailcore.TaskState.finished_by",
        "wagtailimages.Image.uploaded_by_user",
        "wagtaildocs.Document.uploaded_by_user",
        "wagtailcore.UploadedFile.uploaded_by_user",
        "wagtailcore.APIToken.user",
        "wagtailadmin.EditingSession.user",
        "wagtailadmin.FormState.user",
    ),
)
def editing(user):
    return {
        "log": _entries(PageLogEntry, user),
        "log_beside_pages": _entries(ModelLogEntry, user),
        "pages": list(Page.objects.filter(owner=user).values("title", "first_published_at")),
        "told_of": list(PageSubscription.objects.filter(user=user).values("page__title", "comment_notifications")),
        "versions": Revision.objects.filter(user=user).count(),
        "comments": list(Comment.objects.filter(user=user).values("created_at", "text")),
        "replies": list(CommentReply.objects.filter(user=user).values("created_at", "text")),
        "pictures": list(get_image_model().objects.filter(uploaded_by_user=user).values("title", "created_at")),
        "documents": list(get_document_model().objects.filter(uploaded_by_user=user).values("title", "created_at")),
    }


def _entries(log, user):
    """The latest."""
    return list(
        log.objects.filter(user=user).order_by("-timestamp")[:MOST_ENTRIES].values("timestamp", "action", "label")
    )
