"""An entry of a project's log."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from projects.models.web import web_address

from .querysets import UpdateQuerySet

LONGEST_TEXT = 5000


class ProjectUpdate(models.Model):
    """What a project has done. Rows are of originals. A release has its tag as text, or the name that it was given."""

    class Source(models.TextChoices):
        SITE = "site", _("written here")
        RELEASE = "release", _("release on GitHub")

    project = models.ForeignKey("projects.ProjectPage", models.CASCADE, related_name="updates")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="project_updates",
        verbose_name=_("author"),
    )
    published_at = models.DateTimeField(_("published"))
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True)
    text = models.TextField(_("text"), max_length=LONGEST_TEXT)
    link = models.URLField(_("link"), max_length=500, blank=True, validators=[web_address])
    image = models.ForeignKey(
        "wagtailimages.Image", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    image_alt = models.CharField(_("what the picture shows"), max_length=200, blank=True)
    source = models.CharField(_("source"), max_length=10, choices=Source, default=Source.SITE)
    repository = models.ForeignKey(
        "github.Repository", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("repository")
    )
    release_key = models.CharField(max_length=300, unique=True, null=True, blank=True, editable=False)
    hidden_at = models.DateTimeField(_("hidden"), null=True, blank=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("hidden by")
    )

    objects = UpdateQuerySet.as_manager()

    class Meta:
        verbose_name = _("update")
        verbose_name_plural = _("updates")
        ordering = ["-published_at", "-pk"]
        indexes = [models.Index(fields=["project", "-published_at"], name="update_of_project")]
        constraints = [
            models.CheckConstraint(
                name="update_release_has_a_key",
                condition=models.Q(source="site", release_key=None)
                | models.Q(source="release", release_key__isnull=False),
            )
        ]

    def __str__(self):
        return self.text[:60]

    @property
    def is_release(self):
        return self.source == self.Source.RELEASE
