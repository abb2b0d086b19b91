"""What the editors' admin keeps of a person in texts, where no relation leads to it."""

from wagtail.models import Comment, CommentReply, ModelLogEntry, PageLogEntry, Revision

COMMENTS = "wagtail_admin_comments"
"""Under this name Wagtail keeps comments in the versions of a page."""


def erase_traces(user):
    """The log names accounts by their address, and repeats comments; versions of pages hold comments too."""
    ModelLogEntry.objects.for_instance(user).update(label=f"#{user.pk}")
    about = PageLogEntry.objects.filter(action__startswith="wagtail.comments.")
    comments, replies = _numbers(user, about, Comment, "comment"), _numbers(user, about, CommentReply, "reply")
    pages = {*about.filter(user=user).values_list("page_id", flat=True), *_commented_pages(user)}
    about.filter(user=user).update(data={})
    about.filter(data__comment__id__in=comments).update(data={})
    about.filter(data__reply__id__in=replies).update(data={})
    for version in Revision.page_revisions.filter(object_id__in=[str(pk) for pk in pages]).iterator():
        _erase_in_version(version, user)


def _numbers(user, about, model, name):
    """Of those that are there, and of those that the log alone still knows."""
    action = {"comment": "wagtail.comments.create", "reply": "wagtail.comments.create_reply"}[name]
    logged = about.filter(user=user, action=action).values_list(f"data__{name}__id", flat=True)
    there = model.objects.filter(user=user).values_list("pk", flat=True)
    return [number for number in {*logged, *there} if number]


def _commented_pages(user):
    yield from Comment.objects.filter(user=user).values_list("page_id", flat=True)
    yield from CommentReply.objects.filter(user=user).values_list("comment__page_id", flat=True)


def _erase_in_version(version, user):
    comments = version.content.get(COMMENTS) or []
    kept = [
        {**each, "replies": [reply for reply in each.get("replies", []) if reply.get("user") != user.pk]}
        for each in comments
        if each.get("user") != user.pk
    ]
    if kept != comments:
        version.content[COMMENTS] = kept
        version.save(update_fields=["content"])
