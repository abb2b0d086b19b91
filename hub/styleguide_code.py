"""Sample values of what GitHub tells, for the gallery. No person, repository or figure in them is real."""

from datetime import datetime, timedelta

from pages.cards import Figure, Mark, Person, Share
from projects.contributors import ContributorList
from projects.work import WorkGroup, WorkRow


def samples_of_code(seen: datetime) -> dict:
    """As of `seen`."""
    return {
        "marks": marks(),
        "summed_marks": summed_marks(),
        "shares": [
            Share("TypeScript", 812_345),
            Share("Python", 88_123),
            Share("CSS", 20_011),
            Share("ほかの言語", 1_203),
        ],
        "work": work(seen),
        "waiting_work": waiting_work(seen),
        "contributors": contributors(seen),
        "entries": [
            {"title": "見本プロジェクト", "url": "#ranking", "note": "30日で 128 件"},
            {"title": "A sample in another language", "url": "#ranking", "note": "30日で 9 件", "language": "en"},
        ],
    }


def marks() -> list[Mark]:
    return [
        Mark("README", "own"),
        Mark("CONTRIBUTING", "inherited"),
        Mark("行動規範", "missing", "困ったときにだれに言えばよいかが分かります。", "#marks"),
        Mark("ライセンス", "unknown"),
    ]


def summed_marks() -> list[Mark]:
    return [
        Mark("README", "own", note="3 件すべてにあり"),
        Mark("CONTRIBUTING", "some", "参加のしかたが分かります。", note="3 件のうち 1 件"),
        Mark("行動規範", "missing", "困ったときにだれに言えばよいかが分かります。", note="3 件のうち 0 件"),
        Mark("ライセンス", "unknown"),
    ]


def work(seen: datetime) -> list[WorkGroup]:
    """In total known of all, of the last days in part."""
    return _groups(
        [Figure("", value, seen) for value in (1283, 1204, 2628)],
        [Figure("", value, seen - timedelta(days=3), "partial") for value in (24, 0, 31)],
    )


def waiting_work(seen: datetime) -> list[WorkGroup]:
    """States that differ from row to row, and days that nobody has counted."""
    totals = [
        Figure("", 12, seen),
        Figure("", 9, seen - timedelta(days=400), "gone"),
        Figure("", None, None, "pending"),
    ]
    return _groups(totals, [Figure("", None, None, "unknown")] * 3)


def _groups(totals: list[Figure], recent: list[Figure]) -> list[WorkGroup]:
    rows = [WorkRow(*each) for each in zip(("作成", "解決", "取り込み"), totals, recent, strict=True)]
    return [WorkGroup("Issue", rows[:2]), WorkGroup("プルリクエスト", rows[2:])]


def contributors(seen: datetime) -> ContributorList:
    handles = [
        ("mihon-hanako", 960),
        ("rei-taro", 412),
        ("a-long-handle-of-somebody-who-is-a-sample", 73),
        ("sample", 1),
    ]
    return ContributorList(
        people=[Person(handle, "#contributors", f"{commits} コミット") for handle, commits in handles],
        more=36,
        nameless=2,
        bots=[Person("sample[bot]", "", "1,204 コミット")],
        more_bots=1,
        anonymous=9,
        observed_at=seen,
        state="partial",
    )
