"""Addresses of projects that are brought in."""

from pages.imports.services import free_slug

from .pages import list_of_projects

RESERVED = {"new", "feed", "edit", "search", "page"}
"""Words that stand, or might stand, for something else below /projects/."""


def slug_for(title: str) -> str:
    """Made of the title; a title without letters, or with a reserved word, gets "project" and a number."""
    slug = free_slug(parent=list_of_projects(), wished=title)
    if slug in RESERVED or slug.rpartition("-")[0] in RESERVED or slug.isdigit() or slug.startswith("page"):
        return free_slug(parent=list_of_projects(), wished=f"project {title}")
    return slug
