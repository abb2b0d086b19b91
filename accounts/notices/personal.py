"""What this room keeps of a person, and what of it is on their own page."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.overview import Part, part
from accounts.personal_data import keeps
from integrations.mail.models import Letter

from .cards import followed_groups, notice_cards
from .models import Follow, Notice, NoticeChoice

SHOWN = 5
SHOWN_FOLLOWS = 12


@keeps(
    "following",
    what=gettext_lazy("What you follow: projects, topics, regions and saved searches"),
    why=gettext_lazy("To tell you of them."),
    fields=("notices.Follow.user",),
)
def following(user):
    return list(Follow.objects.filter(user=user).order_by("pk").values("kind", "target", "name", "since"))


@keeps(
    "notices",
    what=gettext_lazy("What you were told, and how soon you want to be told"),
    why=gettext_lazy("So that nothing is told twice, and you can read it here."),
    fields=("notices.Notice.user", "notices.NoticeChoice.user"),
)
def notices(user):
    told = Notice.objects.filter(user=user).newest_first()
    return {
        "choices": list(NoticeChoice.objects.filter(user=user).order_by("kind").values("kind", "pace")),
        "notices": list(told.values("kind", "title", "text", "url", "because", "happened_at", "mailed_at", "read_at")),
    }


@keeps(
    "letters",
    what=gettext_lazy("Mails that we sent you: their words for 30 days, then only that there was one"),
    why=gettext_lazy("So that no mail is lost when a mail server is down, and none is sent twice."),
    stays=gettext_lazy("That there was a mail stays, without your address and without its words."),
)
def letters(user):
    rows = Letter.objects.to_address(user.email).order_by("pk")
    return list(rows.values("subject", "posted_at", "sent_at", "given_up_at"))


@part(order=40)
def what_one_follows(request):
    follows = list(Follow.objects.filter(user=request.user).order_by("-since", "-pk")[: SHOWN_FOLLOWS + 1])
    context = {"groups": followed_groups(follows[:SHOWN_FOLLOWS]), "are_more": len(follows) > SHOWN_FOLLOWS}
    return Part(_("What you follow"), "notices/part_following.html", context)


@part(order=50)
def latest_notices(request):
    latest = Notice.objects.filter(user=request.user).newest_first()[:SHOWN]
    return Part(_("Notices"), "notices/part_notices.html", {"cards": notice_cards(latest)})
