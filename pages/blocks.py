"""Blocks that any page's body is made of. Each has a description and a preview for the editors' chooser."""

from django.core.validators import URLValidator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock

from .addresses import address

PREVIEW = "pages/blocks/preview.html"
WEB_ADDRESS = [URLValidator(schemes=["http", "https"])]
TEXT_FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul"]


class HeadingBlock(blocks.CharBlock):
    class Meta:
        icon = "title"
        label = _("Heading")
        template = "pages/blocks/heading.html"
        description = _("Divides a long page; appears in the table of contents of screen readers.")
        preview_value = "はじめての方へ"
        preview_template = PREVIEW


class ParagraphBlock(blocks.RichTextBlock):
    def __init__(self, **kwargs):
        super().__init__(features=TEXT_FEATURES, **kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "pages/blocks/paragraph.html"
        description = _("Paragraphs and lists with links.")
        preview_value = "<p>まちの困りごとを、いっしょに解く人がいます。<b>だれでも</b>参加できます。</p>"
        preview_template = PREVIEW


class PictureBlock(blocks.StructBlock):
    image = ImageBlock(label=_("Image"))
    caption = blocks.CharBlock(label=_("Caption"), required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "pages/blocks/picture.html"
        description = _("An image with its description for people who cannot see it, and an optional caption.")
        preview_template = PREVIEW

    def get_preview_value(self):
        """With the latest picture of the site; without any there is only the caption."""
        return self.normalize({"image": get_image_model().objects.last(), "caption": "写真の説明"})


class QuotationBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Words"))
    source = blocks.CharBlock(label=_("Who said or wrote it"))

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "pages/blocks/quotation.html"
        description = _("Somebody's words, with who said them.")
        preview_template = PREVIEW
        preview_value = {"text": "引用する文がここに入ります。", "source": "出典"}


class DatedFigureBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("What was counted"))
    value = blocks.CharBlock(label=_("Figure, as the source gives it"))

    class Meta:
        icon = "order"
        label = _("Figure")


class DatedFiguresBlock(blocks.StructBlock):
    figures = blocks.ListBlock(DatedFigureBlock(), label=_("Figures"))
    as_of = blocks.CharBlock(label=_("As of"), help_text=_("The day or year for which the source gives them."))
    source = blocks.CharBlock(label=_("Source"))
    source_url = blocks.URLBlock(label=_("Address of the source"), required=False, validators=WEB_ADDRESS)

    class Meta:
        icon = "table"
        label = _("Dated figures")
        template = "pages/blocks/dated_figures.html"
        description = _("Figures from elsewhere, with their date and source.")
        preview_template = PREVIEW
        preview_value = {
            "figures": [{"label": "課題", "value": "24"}],
            "as_of": "2019年",
            "source": "出典の名前",
        }


class ActionValue(blocks.StructValue):
    @property
    def address(self):
        return address(self["page"], get_language()) if self.get("page") else self.get("url") or ""


class ActionBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("Label"))
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    url = blocks.URLBlock(label=_("or address"), required=False, validators=WEB_ADDRESS)

    class Meta:
        icon = "link"
        label = _("Button")
        value_class = ActionValue
        template = "pages/blocks/action.html"
        description = _("One thing to do next.")
        preview_template = PREVIEW
        preview_value = {"label": "プロジェクトを見る", "url": "https://tomoni.example/projects/"}


class BodyBlock(blocks.StreamBlock):
    """The body of a page."""

    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    picture = PictureBlock()
    quotation = QuotationBlock()
    dated_figures = DatedFiguresBlock()
    action = ActionBlock()

    OWN_TEXT = {"picture": "caption", "action": "label"}
    """Of the blocks that refer to a row elsewhere, the name of the text that is theirs."""

    def get_searchable_content(self, value):
        """The texts, without fetching the pictures and pages between them."""
        return [text for position, raw in enumerate(value.raw_data) for text in self._texts(value, position, raw)]

    def _texts(self, value, position, raw):
        if raw["type"] in self.OWN_TEXT:
            return [raw["value"].get(self.OWN_TEXT[raw["type"]]) or ""]
        child = value[position]
        return child.block.get_searchable_content(child.value)
