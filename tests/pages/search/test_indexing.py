"""What comes into the index and what goes out of it."""

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from wagtail.documents.models import Document
from wagtail.models import Page
from wagtail.search.models import IndexEntry

from pages.search.indexing import as_text

from .conftest import titles


def test_a_changed_page_is_found_by_its_new_words_alone(add_page):
    page = add_page("防災")
    page.title = "給食"
    page.save()
    assert titles(Page.objects.search("防災")) == []
    assert titles(Page.objects.search("給食")) == ["給食"]


def test_a_deleted_page_is_not_found(add_page):
    add_page("防災").delete()
    assert titles(Page.objects.search("防災")) == []
    assert Page.objects.search("防災").count() == 0


def test_update_index_rebuilds_what_was_lost(add_page):
    add_page("防災", "給食の献立。")
    IndexEntry.objects.all().delete()
    assert titles(Page.objects.search("給食")) == []
    call_command("update_index", verbosity=0)
    call_command("update_index", verbosity=0)
    assert titles(Page.objects.search("給食")) == ["防災"]
    assert titles(Page.objects.autocomplete("防災")) == ["防災"]


def test_update_index_drops_what_is_gone(add_page):
    page = add_page("防災")
    Page.objects.filter(pk=page.pk)._raw_delete("default")
    call_command("update_index", verbosity=0)
    assert IndexEntry.objects.filter(object_id=str(page.pk)).count() == 0


def test_words_of_related_rows_are_found(root):
    document = Document.objects.create(title="会議資料", file=ContentFile(b"x", name="x.txt"))
    document.tags.add("防災", "給食")
    document.save()
    assert titles(Document.objects.search("防災")) == ["会議資料"]
    assert titles(Document.objects.search("災給")) == []
    assert titles(Document.objects.search("料防")) == []


def test_a_field_without_a_value_adds_no_words(add_page):
    page = add_page("防災")
    Page.objects.filter(pk=page.pk).update(search_description="")
    assert as_text(None) == ""
    assert titles(Page.objects.search("none")) == []


def test_parts_of_lists_stay_apart():
    assert as_text(["東京", {"name": "都民", "n": 3}, None]) == "東京\n都民\n3\n"


def test_a_page_longer_than_any_position_counter_is_searched_to_its_end(add_page):
    sentence = "市民の皆さんと地図を作る会を開きました。"
    add_page("記録", sentence * 3000 + "最後に消火栓を調べた。")
    assert titles(Page.objects.search("消火栓を調べ")) == ["記録"]
    assert titles(Page.objects.search("最後に消火栓")) == ["記録"]
    assert titles(Page.objects.search("地図を作る会を開き")) == ["記録"]
    assert titles(Page.objects.search("会を作る")) == []


@pytest.mark.parametrize("text", ["x" * 100_000, "字" * 100_000, "\1\u200b'\\\"*:", "🎉" * 1000, "\ue000 \ue000"])
def test_any_text_can_be_indexed(add_page, text):
    add_page("防災", text)
    assert titles(Page.objects.search("防災")) == ["防災"]


def test_a_text_with_more_words_than_the_index_takes_is_indexed_as_far_as_it_goes(add_page):
    letters = [chr(number) for number in range(0x4E00, 0x9FA5)]
    rare = "。".join(first + second for first, second in zip(letters * 3, letters[7:] * 3, strict=False))
    add_page("防災", "給食。" + rare)
    assert titles(Page.objects.search("給食")) == ["防災"]
