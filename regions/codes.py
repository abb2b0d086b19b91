"""National codes of local governments (全国地方公共団体コード): five digits and a check digit.

Source: Ministry of Internal Affairs and Communications, rules for the check digit of the codes."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

WEIGHTS = (6, 5, 4, 3, 2)


def check_digit(five_digits: str) -> str:
    """The sixth digit: eleven minus the remainder of the weighted sum by eleven, of which the last digit counts."""
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, five_digits, strict=True))
    return str((11 - total % 11) % 10)


def validate_region_code(code: str) -> None:
    if len(code) != 6 or not (code.isascii() and code.isdigit()):
        raise ValidationError(
            _("“%(code)s” is no national code: it has six digits, as in 281000."), params={"code": code}
        )
    if check_digit(code[:5]) != code[5]:
        raise ValidationError(
            _("“%(code)s” has a wrong check digit; %(right)s would be right. Was a digit mistyped?"),
            params={"code": code, "right": code[:5] + check_digit(code[:5])},
        )
