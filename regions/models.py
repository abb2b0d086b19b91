"""Regions, and the brigades that work in them."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index
from wagtail.url_routing import RouteResult

from pages.addresses import in_language
from pages.blocks import BodyBlock
from pages.models import BasePageManager, IndexPage, SpacePage, Topic
from pages.names import BilingualName
from pages.panels import FactsPanel

from . import schema_org
from .choices import is_prefecture, prefectures, slug_of_code
from .codes import validate_region_code
from .querysets import BrigadeQuerySet, RegionManager
from .widgets import RegionsInput


class Area(models.TextChoices):
    HOKKAIDO = "hokkaido", _("Hokkaido")
    TOHOKU = "tohoku", _("Tohoku")
    KANTO = "kanto", _("Kanto")
    CHUBU = "chubu", _("Chubu")
    KINKI = "kinki", _("Kinki")
    CHUGOKU = "chugoku", _("Chugoku")
    SHIKOKU = "shikoku", _("Shikoku")
    KYUSHU = "kyushu", _("Kyushu and Okinawa")


class Region(BilingualName, index.Indexed):
    """A prefecture or a municipality of Japan.

    Source of the code: 全国地方公共団体コード (Ministry of Internal Affairs)."""

    class Kind(models.TextChoices):
        PREFECTURE = "prefecture", _("prefecture")
        MUNICIPALITY = "municipality", _("municipality")

    code = models.CharField(
        _("national code"),
        max_length=6,
        primary_key=True,
        validators=[validate_region_code],
        help_text=_("Six digits; the last one is a check digit."),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    kana = models.CharField(_("reading in hiragana"), max_length=100)
    latitude = models.FloatField(_("latitude"), null=True, validators=[MinValueValidator(20), MaxValueValidator(46)])
    longitude = models.FloatField(
        _("longitude"), null=True, validators=[MinValueValidator(122), MaxValueValidator(154)]
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("prefecture"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="municipalities",
    )
    website = models.URLField(_("website"), blank=True)
    slug = models.SlugField(
        _("slug"), null=True, blank=True, unique=True, help_text=_("Prefectures only, as in kyoto.")
    )
    area = models.CharField(_("area"), max_length=10, choices=Area, blank=True)
    tile_column = models.PositiveSmallIntegerField(null=True, blank=True)
    tile_row = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = RegionManager()
    search_fields = [
        index.SearchField("name_ja"),
        index.SearchField("name_en"),
        index.SearchField("kana"),
        index.AutocompleteField("name_ja"),
        index.FilterField("kind"),
    ]

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="region_prefecture_has_slug_and_tile_municipality_has_parent",
                condition=models.Q(
                    kind="prefecture",
                    parent=None,
                    slug__isnull=False,
                    tile_column__isnull=False,
                    tile_row__isnull=False,
                )
                | models.Q(kind="municipality", parent__isnull=False, slug=None, tile_column=None, tile_row=None),
            ),
            models.UniqueConstraint(fields=["tile_column", "tile_row"], name="region_one_tile_each"),
        ]

    @property
    def prefecture(self):
        return self.parent or self

    @property
    def full_name(self):
        """With its prefecture, as in 兵庫県神戸市 or 神戸市, Hyogo. Differs for any two regions."""
        if self.parent is None:
            return self.name
        if get_language() == "ja":
            return self.full_name_ja
        return f"{self.name}, {self.parent.name}"

    @property
    def full_name_ja(self):
        return f"{self.parent.name_ja}{self.name_ja}" if self.parent else self.name_ja

    def __str__(self):
        return self.full_name

    @classmethod
    def prefecture_at(cls, slug):
        """The prefecture of an address, from the national list and without a query: the 47 do not change."""
        known = next(prefecture for prefecture in prefectures() if prefecture.slug == slug)
        return cls(kind=cls.Kind.PREFECTURE, **known._asdict())

    def address(self):
        """The path of its prefecture's page for the current reader. That regions stand at /regions/ is fixed."""
        return in_language(f"/regions/{self.prefecture.slug}/", get_language())

    @property
    def short_name(self):
        """A prefecture without its last word, as maps write it: 東京, 神奈川; 北海道 stays whole."""
        return self.name_ja if self.name_ja == "北海道" else self.name_ja.removesuffix(self.name_ja[-1:])


class RegionIndexPage(IndexPage):
    """All regions: the map, the areas, and a page for each prefecture below."""

    view = "regions.views.index"
    subpage_types = ["regions.BrigadePage"]
    objects = BasePageManager()

    class Meta:
        verbose_name = _("list of regions")

    def route(self, request, path_components):
        name = path_components[0] if len(path_components) == 1 else ""
        if is_prefecture(name):
            return RouteResult(self, kwargs={"slug": name})
        if slug := slug_of_code(name):
            return RouteResult(self, kwargs={"moved_to": slug})
        return super().route(request, path_components)

    def get_sitemap_urls(self, request=None):
        here = self.get_full_url(request)
        slugs = Region.objects.prefectures().values_list("slug", flat=True)
        return super().get_sitemap_urls(request) + [{"location": f"{here}{slug}/"} for slug in slugs]


class BrigadePage(SpacePage):
    """An independent local Code for X group. Its title is the name in the page's language."""

    class State(models.TextChoices):
        ACTIVE = "active", _("active")
        PREPARING = "preparing", _("preparing")
        DORMANT = "dormant", _("dormant")
        UNKNOWN = "unknown", _("state unknown")

    name_ja = models.CharField(_("name in Japanese"), max_length=200, blank=True)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    registered_name = models.CharField(
        _("registered name"),
        max_length=200,
        blank=True,
        help_text=_("As written in the register that it was imported from."),
    )
    regions = ParentalManyToManyField(Region, verbose_name=_("regions"), blank=True, related_name="brigades")
    website = models.URLField(_("website"), blank=True)
    github_organization = models.CharField(
        _("GitHub organization"),
        max_length=39,
        blank=True,
        validators=[RegexValidator(r"^[A-Za-z0-9](?:-?[A-Za-z0-9])*$")],
    )
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    contact_url = models.URLField(_("contact form"), blank=True)
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.UNKNOWN)
    stated_on = models.DateField(_("state as of"), null=True, blank=True)
    source = models.CharField(
        _("source"), max_length=300, blank=True, help_text=_("Where these facts are from, and as of when.")
    )
    strengths = ParentalManyToManyField(Topic, verbose_name=_("strengths"), blank=True, related_name="brigades")
    introduction = models.TextField(_("introduction"), blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("cover"),
        FieldPanel("introduction"),
        FieldPanel("body"),
        FactsPanel(
            [
                FieldPanel("name_ja"),
                FieldPanel("name_en"),
                FieldPanel("regions", widget=RegionsInput),
                FieldPanel("strengths", widget=CheckboxSelectMultiple),
                FieldPanel("state"),
                FieldPanel("stated_on"),
                FieldPanel("founded_on"),
                FieldPanel("website"),
                FieldPanel("github_organization"),
                FieldPanel("contact_email"),
                FieldPanel("contact_url"),
                FieldPanel("source"),
                InlinePanel("social_links", label=_("Social link")),
            ],
            heading=_("Facts"),
        ),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("introduction"),
        index.SearchField("body"),
        index.SearchField("name_ja", boost=2),
        index.SearchField("name_en", boost=2),
        index.RelatedFields("regions", [index.SearchField("name_ja")]),
    ]
    view = "regions.views.brigade"
    parent_page_types = ["regions.RegionIndexPage"]
    subpage_types = ["pages.StandardPage"]
    objects = BasePageManager.from_queryset(BrigadeQuerySet)()

    class Meta:
        verbose_name = _("brigade")
        verbose_name_plural = _("brigades")

    def summary(self):
        return self.search_description or self.introduction

    def clean(self):
        super().clean()
        if is_prefecture(self.slug) or slug_of_code(self.slug):
            raise ValidationError({"slug": _("A prefecture has this address. Choose another, as in code-for-…")})

    def json_ld(self, request):
        return [schema_org.brigade(self)]


class SocialLink(Orderable):
    brigade = ParentalKey(BrigadePage, on_delete=models.CASCADE, related_name="social_links")
    label = models.CharField(_("service"), max_length=40)
    url = models.URLField(_("address"))

    class Meta(Orderable.Meta):
        verbose_name = _("social link")
