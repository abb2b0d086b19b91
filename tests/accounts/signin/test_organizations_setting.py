"""OIDC_PROVIDERS: what is wrong with it is said when the site starts."""

import json

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.settings.signing_in import organizations

CITY = {
    "id": "city",
    "name": "例市",
    "server_url": "https://id.city.example",
    "client_id": "tomoni",
    "secret": "a-secret",
}
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*CITY, "trust_email", "second_factor", "x"]), inner)
    ),
    max_leaves=8,
)


@pytest.mark.parametrize("text", ["", "[]"])
def test_none_is_as_good_as_some(text):
    assert organizations(text) == []


def test_several_are_read_as_they_are():
    both = [CITY, {**CITY, "id": "school", "trust_email": True, "second_factor": True}]
    assert organizations(json.dumps(both)) == both


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("{", "it is no JSON"),
        ({"id": "city"}, "it must be a list"),
        (["city"], "it must be a list"),
        ([{**CITY, "secret": ""}], "city lacks secret"),
        ([{"id": "city"}], "city lacks client_id, name, secret, server_url"),
        ([{**CITY, "id": ""}], "one without an id lacks id"),
        ([{**CITY, "sceret": "x"}], "city has sceret, which means nothing here"),
        ([{**CITY, "client_id": 7}], "are texts"),
        ([{**CITY, "id": "the city"}], "letters, digits and hyphens"),
        ([{**CITY, "id": "市"}], "letters, digits and hyphens"),
        ([{**CITY, "id": "github"}], "the id github is taken"),
        ([{**CITY, "server_url": "http://id.city.example"}], "must begin with https://"),
        ([{**CITY, "trust_email": "yes"}], "trust_email of city is true or false"),
        ([{**CITY, "second_factor": 1}], "second_factor of city is true or false"),
        ([CITY, CITY], "the same id"),
    ],
    ids=str,
)
def test_what_is_wrong_is_said(value, said):
    text = value if isinstance(value, str) else json.dumps(value)
    with pytest.raises(ImproperlyConfigured, match="OIDC_PROVIDERS cannot be used") as stopped:
        organizations(text)
    assert said in str(stopped.value)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(ANYTHING)
def test_whatever_it_is_it_is_read_or_refused_in_words(value):
    try:
        found = organizations(json.dumps(value))
    except ImproperlyConfigured:
        return
    assert found == value
