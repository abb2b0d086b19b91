"""However a skill is written, it is one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Skill
from accounts.skills import load_skills, skills_named, slug_of, tidy

ALTERATIONS = st.sampled_from([str.upper, str.lower, lambda text: f"  {text} ", lambda text: f"{text}\u200b"])


@pytest.mark.parametrize("typed", ["Ｐｙｔｈｏｎ", "python", "PYTHON", " Python ", "Ｐython"])
def test_spellings_of_a_skill_are_one(db, typed):
    (first,) = skills_named(["Python"])
    assert skills_named([typed]) == [first]
    assert Skill.objects.count() == 1


def test_languages_that_differ_by_a_sign_stay_apart(db):
    assert [skill.slug for skill in skills_named(["C", "C++", "C#"])] == ["c", "c-plus-plus", "c-sharp"]


def test_skill_is_known_by_its_name_in_either_language(db):
    load_skills()
    count = Skill.objects.count()
    (drawn,) = skills_named(["diagrams", "図解"])
    assert (drawn.slug, Skill.objects.count()) == ("diagrams", count)


def test_loading_the_list_again_changes_nothing(db):
    assert load_skills() == 46
    Skill.objects.filter(slug="python").update(name_ja="パイソン")
    assert load_skills() == 0
    assert Skill.objects.get(slug="python").name_ja == "パイソン"


def test_every_skill_of_the_list_is_found_by_its_names(db):
    load_skills()
    for skill in list(Skill.objects.all()):
        assert skills_named([skill.name_ja, skill.name_in("en")]) == [skill]


@given(st.text(max_size=60))
def test_what_was_folded_folds_to_itself(text):
    assert slug_of(slug_of(text)) == slug_of(text)
    assert slug_of(tidy(text)) == slug_of(text)


@given(st.text(alphabet="abcxyzあいう図解", min_size=1, max_size=30), ALTERATIONS)
def test_case_and_space_around_make_no_other_skill(text, altered):
    assert slug_of(altered(text)) == slug_of(text)
