"""The home page."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from pages.models import BasePage, BasePageManager

from . import schema_org
from .blocks import HomeBlock
from .starting import starting_body


class HomePage(BasePage):
    headline = models.CharField(_("headline"), max_length=120)
    lead = models.TextField(_("lead"), blank=True)
    body = StreamField(HomeBlock(), verbose_name=_("body"), blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("headline"),
        FieldPanel("lead"),
        FieldPanel("cover"),
        FieldPanel("body"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("headline"), index.SearchField("lead")]
    view = "hub.views.home"
    parent_page_types = ["wagtailcore.Page"]
    objects = BasePageManager()

    class Meta:
        verbose_name = _("home page")

    @property
    def original(self):
        """It holds no facts: each language's stands for itself."""
        return self

    def arranged_body(self):
        """What the editors arranged, or windows in a good order while they have not."""
        return self.body or HomePage._meta.get_field("body").to_python(starting_body())

    def summary(self):
        return self.search_description or self.lead or self.headline

    def json_ld(self, request):
        return schema_org.site()


class Generation(models.Model):
    """One row: how often something that visitors can see was written (see hub.freshness)."""

    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("generation of the site")

    def __str__(self):
        return str(self.number)
