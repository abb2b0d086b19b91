"""Writes of the log."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from projects.models import ProjectPage

from .following import tell_followers
from .logs import record
from .models import ProjectUpdate
from .pictures import keep_picture


@transaction.atomic
def write_update(
    *, project: ProjectPage, by, text: str, now: datetime, link="", picture=None, image_alt=""
) -> ProjectUpdate:
    update = ProjectUpdate(project=project, author=by, text=text, link=link, image_alt=image_alt, published_at=now)
    if picture:
        update.image = keep_picture(file=picture, title=project.title, description=image_alt, by=by)
    update.save()
    tell_followers(update=update, by=by)
    return update


@transaction.atomic
def change_update(
    *, update: ProjectUpdate, by, text: str, now: datetime, link="", picture=None, image_alt="", without_picture=False
) -> None:
    former = update.image
    if picture:
        update.image = keep_picture(file=picture, title=update.project.title, description=image_alt, by=by)
    elif without_picture:
        update.image = None
    update.text, update.link, update.edited_at = text, link, now
    update.image_alt = image_alt if update.image else ""
    update.save()
    if former and former != update.image:
        former.delete()


@transaction.atomic
def delete_update(*, update: ProjectUpdate) -> None:
    """With its picture, which nothing else shows."""
    picture = update.image
    update.delete()
    if picture:
        picture.delete()


@transaction.atomic
def hide_update(*, update: ProjectUpdate, by, now: datetime) -> None:
    """Visitors see it no more; it can be shown again."""
    if update.hidden_at is None:
        update.hidden_at, update.hidden_by = now, by
        update.save(update_fields=["hidden_at", "hidden_by"])
        record("hide", update=update, by=by)


@transaction.atomic
def show_update(*, update: ProjectUpdate, by) -> None:
    """Raises ValidationError where moderators hold it: saving hides it again."""
    if update.hidden_at is not None:
        update.hidden_at = update.hidden_by = None
        update.save(update_fields=["hidden_at", "hidden_by"])
        if update.hidden_at:
            raise ValidationError(_("A moderator has hidden this update; it cannot be shown again."), code="held")
        record("show", update=update, by=by)
