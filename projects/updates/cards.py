"""An entry of the log as plain values for templates."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from wagtail.images.shortcuts import get_rendition_or_not_found

from projects.joining.words import name_of
from projects.permissions import may_change_update

from .models import ProjectUpdate
from .querysets import SHOWN_SIZE


@dataclass(frozen=True)
class Entry:
    """`change_url` is for whoever wrote it, `hide_url` for whoever manages the project."""

    pk: int
    at: datetime
    edited_at: datetime | None
    author: str
    author_url: str
    text: str
    link: str
    picture: Any
    picture_alt: str
    release_of: str
    is_release: bool
    is_hidden: bool
    change_url: str
    hide_url: str


def entry_of(update: ProjectUpdate, user, *, manages: bool, writes: bool) -> Entry:
    address = [update.project.slug, update.pk]
    return Entry(
        pk=update.pk,
        at=update.published_at,
        edited_at=update.edited_at,
        author="" if update.is_release else name_of(update.author),
        author_url=update.author.profile.page_url if update.author else "",
        text=update.text,
        link=update.link,
        picture=get_rendition_or_not_found(update.image, SHOWN_SIZE) if update.image else None,
        picture_alt=update.image_alt,
        release_of=update.repository.full_name if update.repository else "",
        is_release=update.is_release,
        is_hidden=update.hidden_at is not None,
        change_url=reverse("update_change", args=address) if may_change_update(user, update, writes=writes) else "",
        hide_url=reverse("update_hide", args=address) if manages else "",
    )
