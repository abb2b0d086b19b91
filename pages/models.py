"""What every page of the site shares."""

from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from django.utils.module_loading import import_string
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Collection, Page, PageManager, PageViewRestriction
from wagtail.search import index

from .addresses import address
from .blocks import BodyBlock
from .forms import BasePageForm
from .metadata import metadata_for
from .names import BilingualName
from .querysets import BasePageQuerySet, SpaceQuerySet

NOT_KEPT_YET = 0
"""The number of a page that has none: views ask for what points to it, and nothing does."""

BasePageManager = PageManager.from_queryset(BasePageQuerySet)


class Topic(BilingualName):
    """What a page is about, as in 防災 or 給食・食."""

    slug = models.SlugField(_("slug"), unique=True)

    panels = [FieldPanel("name_ja"), FieldPanel("name_en"), FieldPanel("slug")]

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["slug"]


class BasePage(Page):
    """Adds a cover, metadata for the outside world, and an address in every language."""

    cover = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("cover image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    base_form_class = BasePageForm
    view = ""
    """Dotted path of the view that answers for this kind of page: `view(request, page, **route)`, a response."""

    class Meta:
        abstract = True

    @cached_property
    def original(self):
        """The page that holds the facts: this one, or the one that it translates."""
        if self.is_original:
            return self
        same = type(self).objects.filter(translation_key=self.translation_key).select_related("locale")
        return same.filter(locale__language_code=settings.LANGUAGE_CODE).first() or self

    trail = None
    """The pages from the home page to this one, where the routing has just walked them."""

    is_open_to_all = False
    """True where the routing has seen that nothing on the way is restricted."""

    @property
    def is_original(self):
        return self.locale.language_code == settings.LANGUAGE_CODE

    def address(self, request=None):
        """The path of this page for the current reader."""
        return address(self, get_language(), request)

    def serve(self, request, *args, **kwargs):
        if not self.view:
            return super().serve(request, *args, **kwargs)
        return import_string(self.view)(request, self, **kwargs)

    def serve_preview(self, request, mode_name):
        """What the editors' preview shows is what visitors would see; nothing points to a page not kept yet."""
        self.pk = self.pk or NOT_KEPT_YET
        return self.serve(request) if self.view else super().serve_preview(request, mode_name)

    def get_admin_display_title(self):
        """Lists of the admin are read by editors of other spaces, too: a new title is theirs once it is published."""
        return self.title if self.live else super().get_admin_display_title()

    def get_view_restrictions(self):
        """Restrictions on this page and above it, in one query at most: the tree's paths begin alike."""
        if self.is_open_to_all:
            return PageViewRestriction.objects.none()
        if self.alias_of_id:
            return super().get_view_restrictions()
        above = [self.path[:end] for end in range(self.steplen, len(self.path) + 1, self.steplen)]
        return PageViewRestriction.objects.filter(page__path__in=above)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return {**context, "facts": self.original, "metadata": metadata_for(self, request)}

    def summary(self):
        """One or two sentences for lists, search engines and shared links."""
        return self.search_description

    def json_ld(self, request):
        """schema.org objects of this kind of page, as dictionaries."""
        return []


class IndexPage(BasePage):
    """The list of a kind of page, one in each language right below the home page."""

    introduction = models.TextField(_("introduction"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    max_count_per_parent = 1
    parent_page_types = ["hub.HomePage"]

    class Meta:
        abstract = True

    def summary(self):
        return self.introduction


class StandardPage(BasePage):
    """A page of text, such as "About"."""

    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("cover"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("body")]
    objects = BasePageManager()

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")


class Space(models.Model):
    """The group and the collection of people who look after one page and everything below it."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="space")
    group = models.OneToOneField("auth.Group", on_delete=models.PROTECT, related_name="space")
    collection = models.OneToOneField(Collection, on_delete=models.PROTECT, related_name="space")

    objects = SpaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("space")
        verbose_name_plural = _("spaces")

    def __str__(self):
        return self.group.name


class SpacePage(BasePage):
    """A page that is a space: publishing it makes its group and its collection (see services.open_space)."""

    people_publish = True
    """Whether its people publish by themselves; where they do not, a workflow on a page above does it."""

    class Meta:
        abstract = True


class ImportedRow(models.Model):
    """What a row of an imported table said the last time, and the page that it became (see pages/imports/).

    `scope` names the kind of table; `matching_key` is the row's name without what people vary (NFKC, blanks, case)."""

    scope = models.CharField(max_length=60)
    matching_key = models.CharField(max_length=500)
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="imported_rows")
    values = models.JSONField(default=dict)
    cover_source_url = models.URLField(
        max_length=1000, blank=True, help_text="Where the picture is that the table names; fetched later, if at all."
    )
    imported_at = models.DateTimeField(auto_now=True)

    wagtail_reference_index_ignore = True  # editors are not to be told that a row "uses" its page

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "matching_key"], name="imported_row_once")]

    def __str__(self):
        return f"{self.scope}: {self.matching_key}"
