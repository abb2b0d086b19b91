"""Projects of the Social Hack Day sheet as pages."""

import re
import unicodedata
from functools import partial
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.utils import timezone

from integrations.github.models import Repository
from integrations.github.names import InvalidRepositoryName, parse_repository_name, web_address
from integrations.sheets.cells import line, matching_key, text
from integrations.sheets.columns import Column
from integrations.sheets.errors import CellError
from integrations.sheets.links import checked_address, says_none
from integrations.sheets.links import web_address as link
from integrations.sheets.moments import read_day
from pages.imports.kinds import Kind, ListField, RowInHand

from .models import Need, ProjectIndexPage, ProjectLink, ProjectPage, ProjectRepository
from .needs.importing import close_taken_over, confirm_taken_over, take_over

JAPAN = ZoneInfo("Asia/Tokyo")

COLUMNS = (
    Column("project_name", ("プロジェクト名", "プロジェクト", "project", "project title"), required=True),
    Column("cover_image_url", ("カバー画像", "カバー画像URL", "画像URL", "cover image", "image url")),
    Column("purpose", ("目的", "プロジェクトの目的")),
    Column("current_status", ("現状", "現在の状況", "current state")),
    Column("future_situation", ("目指す姿", "ありたい姿", "実現したい未来", "将来像")),
    Column("future_works", ("今後の予定", "次にやること", "next steps", "future work")),
    Column("help_wanted", ("必要なヘルプ", "必要な助け", "募集", "募集内容")),
    Column("project_page", ("プロジェクトページ", "リンク", "project url", "project link", "link", "links", "url")),
    Column("team_name", ("チーム名", "チーム", "team")),
    Column("leader", ("リーダー", "代表", "代表者", "project leader", "lead")),
    Column("members", ("メンバー", "参加メンバー", "member")),
    Column("how_to_join", ("参加方法", "参加のしかた", "参加の仕方")),
    Column("last_update", ("最終更新", "最終更新日", "更新日", "last updated")),
    Column("status", ("ステータス", "状態"), required=True),
)
READERS = {
    "title": ("project_name", line(255)),
    "cover_source_url": ("cover_image_url", link(1000)),
    "purpose": ("purpose", text()),
    "current_state": ("current_status", text()),
    "aim": ("future_situation", text()),
    "next_steps": ("future_works", text()),
    "needs": ("help_wanted", lambda cell: read_needs(text()(cell))),
    "team_name": ("team_name", line(200)),
    "lead": ("leader", line(200)),
    "members": ("members", text()),
    "how_to_join": ("how_to_join", text()),
    "reported_activity_on": ("last_update", partial(read_day, zone=JAPAN)),
    "status": ("status", lambda cell: "active" if matching_key(text(LONGEST_STATUS)(cell)) in ACTIVE else "archived"),
}
ACTIVE = {"active", "アクティブ", "活動中"}
LONGEST_STATUS = 200
LONGEST_LINKS = 5000
LONGEST_LABEL = 200
LONGEST_REPOSITORY = 140

# The first role with one of its words in the text; who is looked for comes before what about.
ROLE_WORDS = {
    Need.Role.TRANSLATION: r"翻訳|通訳|英訳|和訳|translat",
    Need.Role.DESIGN: r"デザイ|イラスト|design|\bui\b|\bux\b|\bui/ux\b",
    Need.Role.DEVELOPMENT: r"エンジニア|プログラ|開発|実装|コーディング|フロントエンド|バックエンド|engineer|develop",
    Need.Role.WRITING: r"ライター|ライティング|執筆|記事|文章|\bwrit(?:er|ing)",
    Need.Role.DATA: r"データ|\bdata\b",
    Need.Role.RESEARCH: r"調査|リサーチ|インタビュー|research",
    Need.Role.TESTING: r"テスト|テスター|試用|モニター|\btest",
    Need.Role.ORGANIZING: r"運営|進行|ファシリテ|マネージャ|広報|organi[sz]|facilitat|\bpm\b",
    Need.Role.FIELD: r"専門家|有識者|当事者|自治体職員|現場",
}
_BULLET = re.compile(r"(?:^|(?<=\s))(?:[・•●○◆◇■□▪*＊]|[-–—](?=\s)|[(（]?\d{1,2}[).）．](?=\s|\D)|[①-⑳])\s*")
_NO_NEEDS = {"なし", "無し", "特になし", "none", "-", "ー", "nothing"}
_BETWEEN_LINKS = re.compile(r"[\s、，|｜<>\"“”「」]+|[,;:：・(（\[【]+(?=https?://)", re.IGNORECASE)
_OPENED_BY = {")": "(", "）": "（", "]": "[", "】": "【"}


def project_kind() -> Kind:
    """How rows of projects become pages below the list of projects."""
    return Kind(
        scope="project",
        page_type=ProjectPage,
        parent=ProjectIndexPage.objects.originals().first(),
        name_column="project_name",
        read=read_project,
        slug=lambda row: row["project_name"],
        lists={
            "needs": ListField(_needs, _add_needs, _close_needs, beside=True),
            "repositories": ListField(_repositories, _add_repositories, _remove_repositories, _names_today),
            "links": ListField(_links, _add_links, _remove_links),
        },
        confirm=_confirm_needs,
    )


def read_project(row: RowInHand) -> dict:
    """The fields of a project. Raises RowError for a text that is too long."""
    return {**row.values(READERS), **_values_of_links(row)}


def read_needs(cell: str) -> list[str]:
    """What help is asked for, one entry a line or bullet."""
    entries = (part.strip(" \u3000、,") for each in cell.split("\n") for part in _BULLET.split(each))
    wanted = [entry for entry in entries if entry and entry.casefold() not in _NO_NEEDS]
    return list(dict.fromkeys(wanted))


def role_of(need: str) -> str:
    """The role that the words of a need tell of, else "other"."""
    for role, words in ROLE_WORDS.items():
        if re.search(words, need, re.IGNORECASE):
            return role
    return Need.Role.OTHER


def _values_of_links(row):
    """Repositories, the first other address as the website, further ones as links."""
    row_links = row.values({"cell": ("project_page", text(LONGEST_LINKS))})
    if "cell" not in row_links:
        return {}
    repositories, addresses, refused = [], [], False
    for token in links_in(row_links["cell"]):
        try:
            if name := repository_named(token):
                repositories.append(name)
            elif not says_none(token):
                addresses.append(checked_address(token))
        except CellError as error:
            row.remark("project_page", str(error))
            refused = True
    values = {
        "website": "".join(addresses[:1]),
        "repositories": list(dict.fromkeys(repositories)),
        "links": [{"label": urlsplit(url).hostname[:LONGEST_LABEL], "url": url} for url in addresses[1:]],
    }
    return {name: value for name, value in values.items() if value or not refused}


def links_in(cell: str) -> list[str]:
    """What stands between blanks, commas, lines and brackets, without the punctuation of the sentence around it."""
    tokens = [_without_ends(token) for token in _BETWEEN_LINKS.split(cell)]
    return list(dict.fromkeys(filter(None, tokens)))


def _without_ends(token):
    token = token.rstrip(",;")
    if (opening := _OPENED_BY.get(token[-1:])) and opening not in token:
        return _without_ends(token[:-1])
    return token


def repository_named(token: str) -> str | None:
    """`owner/name` where the token is the address of a repository on GitHub; None for other addresses."""
    token = unicodedata.normalize("NFKC", token).rstrip(".。!?")
    host = re.escape(urlsplit(web_address()).hostname or "github.com")
    if not re.match(
        rf"(?:[a-z+]+://)?(?:[^@/\s]+@)?(?:www\.)?(?:github\.com|{host})(?::\d+)?[/:]", token, re.IGNORECASE
    ):
        return None
    try:
        name = parse_repository_name(token)
    except InvalidRepositoryName:
        return None
    return name if len(name) <= LONGEST_REPOSITORY else None


def _needs(page):
    return list(page.needs.not_closed().values_list("text", flat=True))


def _add_needs(page, entries):
    take_over(project=page, roles={entry: role_of(entry) for entry in entries})


def _close_needs(page, entries):
    close_taken_over(project=page, texts=entries)


def _confirm_needs(page_id, values):
    confirm_taken_over(project_id=page_id, texts=values.get("needs", []), today=timezone.localdate())


def _repositories(page):
    return [link_row.repository.full_name for link_row in page.project_repositories.select_related("repository")]


def _names_today(names):
    """The names that repositories have by now: GitHub's owners rename them, and their case is no matter."""
    known = (Repository.objects.by_name(name) for name in names)
    return list(dict.fromkeys(each.full_name if each else name for each, name in zip(known, names, strict=True)))


def _add_repositories(page, entries):
    here = {link_row.repository_id for link_row in page.project_repositories.all()}
    for name in entries:
        repository = Repository.objects.by_name(name) or Repository.objects.create(full_name=name)
        if repository.pk not in here:
            here.add(repository.pk)
            page.project_repositories.add(ProjectRepository(repository=repository))


def _remove_repositories(page, entries):
    gone = [link_row for link_row in page.project_repositories.all() if link_row.repository.full_name in entries]
    page.project_repositories.remove(*gone)


def _links(page):
    return [{"label": each.label, "url": each.url} for each in page.links.all()]


def _add_links(page, entries):
    page.links.add(*(ProjectLink(**entry) for entry in entries))


def _remove_links(page, entries):
    page.links.remove(*(each for each in page.links.all() if {"label": each.label, "url": each.url} in entries))
