"""Sample outcomes for the gallery. No town, figure or cost in them is real."""

from datetime import date
from decimal import Decimal

from challenges.outcomes.cards import ReuseCard
from challenges.outcomes.models import Outcome
from challenges.outcomes.telling import told
from pages.cards import Action

LINKS = (
    {"place": 0, "kind": "code", "title": "見本の受付アプリ", "url": "#reuse", "licence": "MIT"},
    {"place": 1, "kind": "document", "title": "仕様書の見本", "url": "#reuse", "licence": "CC-BY-4.0"},
    {"place": 2, "kind": "data", "title": "見本データ", "url": "#reuse", "licence": ""},
)


def reuse_cards() -> list[ReuseCard]:
    """Solved and adopted, with all that can be told; and one of which little is known."""
    return [_card("窓口の待ち時間の見本", _full(), LINKS), _card("多くが分からない見本", _little(), ())]


def _card(title, outcome, links):
    return ReuseCard(
        title=title,
        url="#reuse",
        place="見本県見本市",
        problem="窓口が混み合う日には、1時間近く待つ人がいました。",
        language=None,
        told=told(outcome, links),
        actions=(Action("わたしのまちで使う", "#reuse", main=True), Action("プロジェクトを見る", "#reuse")),
    )


def _full():
    return Outcome(
        solved="yes",
        adopted="procured",
        solution_ja="待っている人の数を、来る前に見られるようにしました。",
        result_ja="待ち時間が短くなり、混む時間を避ける人が増えました。",
        measure_ja="待ち時間",
        unit_ja="分",
        before=Decimal(48),
        goal=Decimal(20),
        after=Decimal("17.5"),
        cost_yen=1_200_000,
        cost_covers_ja="実証実験の3か月分",
        observed_on=date(2026, 3, 31),
        contact_department="見本課",
    )


def _little():
    return Outcome(solved="no", result_ja="使う人が集まりませんでした。", observed_on=date(2026, 3, 31))
