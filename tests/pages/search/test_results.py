"""Order, scores, facets and pages of results."""

from itertools import chain

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from modelsearch.query import Boost, PlainText
from wagtail.models import Page

from projects.models import ProjectPage

from .conftest import titles


def test_a_hit_in_the_title_comes_before_hits_in_the_body(add_page):
    add_page("会議の記録", "防災と防災と防災。")
    add_page("町の防災の計画について", "集まりの記録。" * 30)
    add_page("別の記録", "防災。")
    assert titles(Page.objects.search("防災")) == ["町の防災の計画について", "会議の記録", "別の記録"]


@pytest.mark.parametrize("word", ["防災", "防災訓練", "drill"])
def test_more_hits_come_before_fewer(add_page, word):
    other = "会議の記録です。"
    add_page("一", f"{word}。{other * 4}")
    add_page("三", f"{word}。{word}。{word}。{other * 4}")
    add_page("二", f"{word}。{word}。{other * 4}")
    assert titles(Page.objects.search(word)) == ["三", "二", "一"]


def test_a_short_title_comes_before_a_long_one(add_page):
    add_page("市の南部で秋に行われた大規模な防災の訓練の報告")
    add_page("防災")
    assert titles(Page.objects.search("防災")) == ["防災", "市の南部で秋に行われた大規模な防災の訓練の報告"]


def test_scores_are_higher_for_better_hits(add_page):
    add_page("防災")
    add_page("会議", "防災。")
    add_page("別の頁")
    best, second = Page.objects.search("防災").annotate_score("score")
    assert (best.title, second.title) == ("防災", "会議")
    assert best.score > second.score > 0


def test_an_order_of_ones_own_is_kept(add_page):
    for title in ("防災い", "防災う", "防災あ"):
        add_page(title)
    in_order = Page.objects.order_by("title")
    assert titles(in_order.search("防災", order_by_relevance=False)) == ["防災あ", "防災い", "防災う"]
    assert titles(Page.objects.search("防災", order_by="-title")) == ["防災う", "防災い", "防災あ"]
    in_tree_order = Page.objects.search("防災", order_by_relevance=False)
    assert titles(in_tree_order) == ["防災い", "防災う", "防災あ"]


def test_results_are_cut_into_pages_without_loss(add_page):
    for number in range(7):
        add_page(f"防災 {number}")
    results = Page.objects.search("防災")
    pages = [titles(results[start : start + 3]) for start in (0, 3, 6)]
    assert [len(page) for page in pages] == [3, 3, 1]
    assert sorted(chain.from_iterable(pages)) == [f"防災 {number}" for number in range(7)]
    assert results.count() == 7


def test_facets_count_the_hits(add_page):
    add_page("防災 一", live=True)
    add_page("防災 二", live=False)
    add_page("防災 三", live=True)
    page_type = ContentType.objects.get_for_model(Page).pk
    assert dict(Page.objects.search("防災").facet("live")) == {True: 2, False: 1}
    assert dict(Page.objects.search("防災").facet("content_type_id")) == {page_type: 3}


def test_filters_of_the_queryset_hold(add_page):
    add_page("防災 一", live=True)
    add_page("防災 二", live=False)
    assert titles(Page.objects.live().search("防災")) == ["防災 一"]
    add_page("給食 一", live=True)
    add_page("給食 二", live=False)
    written = Page.objects.filter(title__in=["防災 一", "防災 二", "給食 一", "給食 二"])
    assert titles(written.live().search(~PlainText("防災"))) == ["給食 一"]


def test_a_boosted_word_weighs_more_where_the_database_can_tell(add_page):
    add_page("防災", "")
    add_page("給食", "")
    boosted = Boost(PlainText("防災"), 5.0) | PlainText("給食")
    assert set(titles(Page.objects.search(boosted))) == {"防災", "給食"}


@pytest.mark.parametrize("count", [3, 30])
def test_a_page_of_results_takes_one_query(add_page, django_assert_num_queries, count):
    for number in range(count):
        add_page(f"防災 {number}", "給食。")
    ContentType.objects.get_for_models(*Page.__subclasses__(), Page)
    list(Page.objects.search("防災")[:20])
    with django_assert_num_queries(1):
        list(Page.objects.search("防災 給食")[:20])


@pytest.mark.skipif(connection.vendor != "sqlite", reason="How SQLite goes about it.")
@pytest.mark.parametrize("by_relevance", [True, False])
@pytest.mark.parametrize("model", [Page, ProjectPage])
def test_sqlite_matches_the_words_once_and_not_for_every_document(root, model, by_relevance):
    found = model.objects.search("防災", order_by_relevance=by_relevance).get_queryset()
    steps = found.explain().splitlines()
    match = next(place for place, step in enumerate(steps) if "VIRTUAL TABLE" in step)
    assert "SUBQUERY" in steps[match - 1]  # the first table of the subquery, not one looked up for each entry
    assert "INTEGER PRIMARY KEY" in steps[match + 1]
