"""One wrong letter in a Latin word is forgiven, wherever it is and whatever happened to it."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from pages.finding.models import Spelling
from pages.finding.spelling import corrected, latin_words, left_of

pytestmark = pytest.mark.django_db

words = st.text(string.ascii_lowercase, min_size=4, max_size=9)


def learn(*known):
    Spelling.objects.bulk_create(Spelling(left=left, word=word) for word in known for left in left_of(word))


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("decidm", "decidim"),
        ("deciidim", "decidim"),
        ("decadim", "decidim"),
        ("dceidim", "decidim"),
        ("ecidim", "decidim"),
        ("DECIDMI", "decidim"),
        ("ｄｅｃｉｄｍｉ", "decidim"),
        ("給食 decidmi", "給食 decidim"),
        ("decidmi pythno", "decidim python"),
        ("Pythno勉強会", "python勉強会"),
        ("まちのdecidmi", "まちのdecidim"),
        ("decidmi-pythno!", "decidim-python!"),
        ("「Décidmi」", "「decidim」"),
    ],
)
def test_one_letter_is_forgiven(typed, right):
    learn("decidim", "python")
    assert corrected(typed) == right


@pytest.mark.parametrize(
    "typed", ["decidim", "dcdm", "deicdmi", "給食", "dec", "12345", "", "decidim python", "code1234567"]
)
def test_what_is_right_or_too_far_from_it_stays(typed):
    learn("decidim", "python")
    assert corrected(typed) is None


@given(words, words)
def test_words_one_mistake_apart_always_share_what_is_left(one, other):
    if OSA.distance(one, other) <= 1:
        assert left_of(one) & left_of(other)


@given(words, st.data())
def test_every_single_mistake_is_seen(word, data):
    place = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from(string.ascii_lowercase))
    mistakes = [
        word[:place] + word[place + 1 :],
        word[:place] + letter + word[place:],
        word[:place] + letter + word[place + 1 :],
        word[:place] + word[place : place + 2][::-1] + word[place + 2 :],
    ]
    assert all(left_of(word) & left_of(mistake) for mistake in mistakes)


def test_words_are_latin_of_four_letters_and_more():
    assert latin_words("Code for 会津の Décidim 2026 x86_64 GitHub") == {"code", "decidim", "github"}
