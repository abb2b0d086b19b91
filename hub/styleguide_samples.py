"""Sample values for the gallery. They are plainly samples: no person, project or town in them is real."""

import csv
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.safestring import mark_safe

from pages.cards import Action, Badge, Card, Chip, Fact, Figure, Person, Stage, Tile
from pages.listing import Listing

from .styleguide_code import samples_of_code
from .styleguide_outcomes import reuse_cards

SEEN = datetime(2026, 11, 21, 0, 30, tzinfo=UTC)
PEOPLE = tuple(
    Person(name, role=role) for name, role in [("見本 一", "まとめ役"), ("例 花", "デザイン"), ("Sample", "")]
)
ROLES = (
    *(
        "page",
        "surface",
        "sunken",
        "ink",
        "quiet",
        "line",
        "edge",
        "action",
        "action-soft",
        "now",
        "now-mark",
        "now-soft",
    ),
    *("alive", "alive-soft", "warn", "warn-soft", "mark"),
)


class SampleFilters(forms.Form):
    q = forms.CharField(label="ことば", required=False, widget=forms.SearchInput)
    topic = forms.ChoiceField(label="分野", required=False, choices=[("", "すべて"), ("a", "防災"), ("b", "子育て")])
    need = forms.MultipleChoiceField(
        label="必要なヘルプ",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("design", "デザイン"), ("code", "開発"), ("words", "翻訳・文章")],
    )
    newcomers = forms.BooleanField(label="はじめての人向けがある", required=False)


class SampleForm(forms.Form):
    name = forms.CharField(label="名前", help_text="参加者の一覧に出ます。")
    email = forms.EmailField(label="メールアドレス")
    message = forms.CharField(label="ひとこと", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    way = forms.ChoiceField(
        label="参加のしかた", widget=forms.RadioSelect, choices=[("online", "オンライン"), ("place", "会場")]
    )


@dataclass(frozen=True)
class SampleToday:
    title: str
    kind: str
    icon: str
    meta: tuple[str, ...]
    tone: str = "action"
    url: str = "#today"


def samples(state: str = "") -> dict:
    """Everything the gallery's template draws."""
    return {
        **samples_of_code(SEEN),
        "badges": [Badge(f"見本 {tone}", tone) for tone in ("now", "alive", "action", "quiet", "warn")],
        "cards": cards(),
        "event_cards": event_cards(),
        "reuse_cards": reuse_cards(),
        "figures": figures(),
        "mixed_figures": mixed_figures(),
        "months": [
            (f"{month}月", value) for month, value in enumerate([4, 9, 0, 14, 22, 18, None, 31, 27, 36, 30, 41], 1)
        ],
        "spark": (0, 1, 3, None, 5, 8, 6, 9, 7, 12, 4, 10),
        "tiles": tiles(),
        "legend": ["なし", "1から2", "3から5", "6以上"],
        "people": PEOPLE,
        "facts": [
            Fact("地域", "見本県"),
            Fact("ライセンス", "MIT"),
            Fact("予算", None),
            Fact("ウェブサイト", "tomoni.example", "https://tomoni.example/"),
        ],
        "stages": [
            Stage("募集", SEEN - timedelta(days=60), "done"),
            Stage("選考", SEEN - timedelta(days=20), "done"),
            Stage("実証実験", SEEN, "current", "2月まで"),
            Stage("成果", None, "ahead"),
        ],
        "steps": [
            ("見つける", "地域や得意なことから、気になるものを選びます。"),
            ("話しかける", "次の集まりに来るか、メッセージを送ります。"),
            ("一緒に作る", "小さなことから始めます。書く、描く、調べるのも力です。"),
        ],
        "actions": [Action("参加する", "#buttons", main=True), Action("くわしく見る", "#buttons")],
        "today": [
            SampleToday("見本の課題 12 番を直す", "はじめての人向けの Issue", "code", ("見本プロジェクト", "Python")),
            SampleToday("やさしい日本語に直す人", "必要なヘルプ", "chat", ("オンライン", "週1時間"), tone="now"),
            SampleToday("見本ハックデー", "イベント", "calendar", ("オンライン", "残り 18 席")),
        ],
        "headings": ["リポジトリ", "スター", "フォーク"],
        "rows": [("見本/地図", 24, 3), ("見本/収集日", 1204, None)],
        "listing": sample_listing(empty=state == "empty"),
        "schemes": [scheme("light"), scheme("dark")],
        "roles": ROLES,
        "result": SimpleNamespace(
            kind="プロジェクト",
            title="見本プロジェクト",
            url="#search",
            where="見本県",
            date=SEEN,
            language="ja",
            excerpt=mark_safe("地区ごとのごみの<mark>収集日</mark>を一目で見られるようにします。"),
        ),
        "open_until": timezone.now() + timedelta(days=14, hours=1),
        "last_hours": timezone.now() + timedelta(hours=5, minutes=1),
        "closed": SEEN - timedelta(days=400),
        "observed_at": SEEN,
        "prose": mark_safe(
            "<h4>見出しの見本</h4><p>文章の見本です。<a href='#prose'>リンク</a>と<strong>強調</strong>があります。</p>"
            "<ul><li>一つめ</li><li>二つめ</li></ul><blockquote><p>引用の見本。</p></blockquote>"
        ),
    }


def scheme(name: str) -> dict:
    """What must differ between the light and the dark rendering, so that no id stands twice."""
    wrong = {"name": "", "email": "tomoni", "way": "online"}
    return {
        "name": name,
        "today_heading": f"今日からできること（{name}）",
        "map_label": f"都道府県（{name}）",
        "caption": f"見本の表（{name}）",
        "work_caption": f"Issue とプルリクエスト（{name}）",
        "waiting_caption": f"まだ数えていない見本（{name}）",
        "form": SampleForm(auto_id=f"{name}-%s"),
        "wrong_form": SampleForm(wrong, auto_id=f"{name}-wrong-%s"),
    }


def cards() -> list[Card]:
    return [
        Card(
            title="見本プロジェクト",
            url="#card",
            kind="project",
            summary="一文で、だれのための何かを言います。長いときは三行で切ります。" * 2,
            badges=(Badge("デザイナー募集", "now"),),
            meta=(("place", "見本県見本市"), ("activity", "2日前に更新")),
            footer="12人が参加",
            people=PEOPLE,
            spark=(1, 2, 2, 4, 3, 5, 4, 6, 5, 4, 6, 8),
        ),
        Card(title="題と一文だけの見本", url="#card", kind="project", summary="ほかに何も知られていません。"),
        Card(
            title="締切のある課題の見本",
            url="#card",
            kind="challenge",
            summary="紙の申請をなくしたい。",
            badges=(Badge("募集中", "action"),),
            meta=(("place", "見本市"), ("round", "2026年度下期")),
            deadline=timezone.now() + timedelta(days=14, hours=1),
        ),
        Card(
            title="A sample in another language",
            url="#card",
            kind="project",
            summary="Its text is English on a Japanese page, and says so to a screen reader.",
            badges=(Badge("保管", "quiet"),),
            meta=("オンライン",),
            language="en",
            spark=(0, 0, None, None, 1, 0, 0, 2, 0, 0, 0, 1),
            footer="更新 2024年",
        ),
    ]


def event_cards() -> list[Card]:
    soon = timezone.now() + timedelta(days=28)
    return [
        Card(
            "見本ハックデー 12月",
            "#card",
            "はじめての方も来られます。",
            "event",
            meta=(("online", "オンライン"),),
            date=soon,
        ),
        Card(
            "終わった集まりの見本",
            "#card",
            "",
            "event",
            (Badge("中止", "warn"),),
            (("place", "見本市役所"),),
            date=SEEN,
        ),
    ]


def figures() -> list[Figure]:
    return [Figure(label, value, SEEN) for label, value in [("スター", 4600), ("フォーク", 1204), ("参加した人", 0)]]


def mixed_figures() -> list[Figure]:
    return [
        Figure("Pull Request", 2628, SEEN),
        Figure("閉じた Issue", 1283, SEEN - timedelta(days=3), "partial"),
        Figure("参加した人", None, None, "unknown"),
        Figure("スター", 31, SEEN - timedelta(days=400), "gone"),
        Figure("フォーク", None, None, "pending"),
    ]


def tiles() -> list[Tile]:
    """The 47 prefectures with made-up counts."""
    with (settings.BASE_DIR / "regions/data/regions.csv").open(encoding="utf-8") as file:
        prefectures = [row for row in csv.DictReader(file) if row["kind"] == "prefecture"]
    return [_tile(row, count=position * 7 % 9) for position, row in enumerate(prefectures)]


def _tile(row: dict[str, str], count: int) -> Tile:
    name = row["name_ja"] if row["name_ja"] == "北海道" else row["name_ja"][:-1]
    column, at_row = int(row["tile_column"]), int(row["tile_row"])
    return Tile(
        row["code"], name, f"#{row['slug']}", column, at_row, count, level=(count > 0) + (count > 2) + (count > 5)
    )


def sample_listing(*, empty: bool) -> Listing:
    shown = () if empty else (*cards(), *cards()[:2])
    page = Paginator(range(0 if empty else 132), 24).get_page(2)
    numbers = [] if empty else [1, 2, 3, None, 6]
    return Listing(
        form=SampleFilters({"topic": "a"}),
        chips=(Chip("分野: 防災", "?"), Chip("状態: 活動中", "?")),
        count=page.paginator.count,
        cards=shown,
        page_obj=page,
        page_links=tuple((number, f"?page={number}" if number else "", number == 2) for number in numbers),
        clear_url="?",
        empty_message="この条件に合う見本はありません。",
        previous_url="?page=1",
        next_url="?page=3",
    )
