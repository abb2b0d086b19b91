"""National codes: the check digit catches what people mistype."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from regions.codes import check_digit, validate_region_code

five_digits = st.text("0123456789", min_size=5, max_size=5)


@pytest.mark.parametrize("code", ["010006", "130001", "131016", "281000", "472018"])
def test_code_of_the_national_list_is_accepted(code):
    validate_region_code(code)


@given(five_digits)
def test_code_with_its_check_digit_is_accepted(digits):
    validate_region_code(digits + check_digit(digits))


@given(five_digits, st.integers(1, 9))
def test_code_with_another_check_digit_is_refused(digits, shift):
    wrong = str((int(check_digit(digits)) + shift) % 10)
    with pytest.raises(ValidationError, match=digits + check_digit(digits)):
        validate_region_code(digits + wrong)


@given(five_digits, st.integers(0, 4), st.integers(1, 9))
def test_one_mistyped_digit_never_has_the_same_weighted_sum(digits, position, shift):
    """Two remainders share a check digit (0 and 10 both end in nought or one), so a few slips pass; never more."""
    mistyped = digits[:position] + str((int(digits[position]) + shift) % 10) + digits[position + 1 :]
    if check_digit(mistyped) == check_digit(digits):
        assert check_digit(digits) in {"0", "1"}


@pytest.mark.parametrize("code", ["", "28100", "2810000", "28100a", "２８１０００", " 281000"])
def test_what_is_no_code_is_refused(code):
    with pytest.raises(ValidationError, match="281000"):
        validate_region_code(code)
