"""Brigades as pages: the register of groups in Japan, and the organizations.json of Code for America."""

import re
import unicodedata
from urllib.parse import urlsplit, urlunsplit

from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from integrations.sheets.cells import line, matching_key, shortened, text
from integrations.sheets.columns import Column
from integrations.sheets.errors import CellError, RowError
from integrations.sheets.links import checked_address, says_none, web_address
from pages.imports.kinds import Kind, ListField, RowInHand

from .choices import is_prefecture, prefectures, slug_of_code
from .models import BrigadePage, Region, RegionIndexPage, SocialLink

COLUMNS = (
    Column("name", ("名称", "団体名", "ブリゲード名", "brigade name", "organization name"), required=True),
    Column("slug"),
    Column("github_name", ("github organization", "github")),
    Column("website", ("ウェブサイト", "公式サイト", "homepage")),
    Column("github_url"),
    Column("facebook", ("facebook url",)),
    Column("other", ("その他",)),
    Column("status", ("ステータス", "状態")),
    Column("city", ("地域", "市区町村", "都市")),
    Column("image_url", ("画像URL", "logo_url")),
    Column("events_url", seldom=True),
    Column("rss", seldom=True),
    Column("projects_list_url", seldom=True),
    Column("social_profiles", seldom=True),
)
LONGEST_LINK = 200
READERS = {
    "title": ("name", line(200)),
    "registered_name": ("name", line(200)),
    "website": ("website", lambda cell: "" if says_none(cell) else short_address(cell)),
    "cover_source_url": ("image_url", web_address(1000)),
    "published": ("status", lambda cell: matching_key(cell[:50]) in {"approved", "承認済み", "承認"}),
}
PROFILES = {"twitter": ("Twitter", "https://twitter.com/"), "facebook": ("Facebook", "https://www.facebook.com/")}
_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f々]")
_ACCOUNT = re.compile(r"[A-Za-z0-9](?:-?[A-Za-z0-9]){0,38}")
_HANDLE = re.compile(r"@?([A-Za-z0-9_.]{1,60})")


def brigade_kind() -> Kind:
    """How rows of brigades become pages below the list of regions."""
    return Kind(
        scope="brigade",
        page_type=BrigadePage,
        parent=RegionIndexPage.objects.originals().first(),
        name_column="name",
        read=read_brigade,
        slug=_slug,
        names=lambda page: [page.title, page.registered_name, page.name_ja, page.name_en],
        lists={
            "regions": ListField(_codes, _add_regions, _remove_regions),
            "social_links": ListField(_social_links, _add_social_links, _remove_social_links),
        },
    )


def _slug(row):
    """The register's own where it has one; never a prefecture's, whose page is at that address."""
    slug = row["slug"] if re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", row["slug"]) else row["name"]
    address = slugify(slug)
    return f"code-for-{slug}" if is_prefecture(address) or slug_of_code(address) else slug


def read_brigade(row: RowInHand) -> dict:
    """The fields of a brigade. Raises RowError for a name that is too long."""
    values = row.values(READERS)
    language = "ja" if _JAPANESE.search(values["title"]) else "en"
    return {**values, f"name_{language}": values["title"], **_place(row), **_github_and_links(row)}


def _place(row):
    if not row.has("city"):
        return {}
    region = region_named(row["city"])
    if row["city"] and region is None:
        unknown = _(
            "“%(cell)s” is not the name of exactly one municipality or prefecture. Choose the region on the page."
        )
        row.remark("city", unknown % {"cell": shortened(row["city"])})
    return {"regions": [region.code] if region else []}


def region_named(name: str) -> Region | None:
    """The one municipality of this Japanese name, with or without its prefecture in front, or the prefecture of this
    Japanese or English name. None where there is none or more than one."""
    name = "".join(unicodedata.normalize("NFKC", name[:100]).split("\n")).strip()
    if not name:
        return None
    for prefecture in prefectures():
        if name == prefecture.name_ja or _english(name) == prefecture.name_en.casefold():
            return Region.objects.filter(code=prefecture.code).first()
    prefecture = next((each for each in prefectures() if name.startswith(each.name_ja)), None)
    wanted = Q(name_ja=name)
    if prefecture:
        wanted |= Q(name_ja=name.removeprefix(prefecture.name_ja).strip(), parent=prefecture.code)
    found = Region.objects.filter(wanted)[:2]
    return found[0] if len(found) == 1 else None


def _english(name):
    return re.sub(r"[\s-]+(?:prefecture|pref\.?|ken|fu|to)$", "", name.casefold())


def _github_and_links(row):
    links = [*_named_links(row), *_other_links(row)]
    account, loose = _github_account(row)
    links += [{"label": "GitHub" if _github_path(url) else urlsplit(url).hostname[:40], "url": url} for url in loose]
    values = {}
    if any(
        map(row.has, ("facebook", "other", "social_profiles", "events_url", "rss", "projects_list_url", "github_url"))
    ):
        values["social_links"] = list({entry["url"]: entry for entry in links}.values())
    return {**values, **account}


def _named_links(row):
    """Links whose column says what they are. The address of an organization on GitHub is told by `_github_account`."""
    for column, label in (("facebook", "Facebook"), ("events_url", ""), ("rss", "RSS"), ("projects_list_url", "")):
        if column == "projects_list_url" and _github_path(row[column]):
            continue
        if address := _address_in(row, column, row[column]):
            yield {"label": (label or urlsplit(address).hostname)[:40], "url": address}


def _other_links(row):
    """Entries such as Twitter=https://twitter.com/…, or twitter=@name."""
    for column in ("other", "social_profiles"):
        for entry in _entries(row, column):
            label, equals, value = entry.partition("=")
            if not entry or says_none(value if equals else entry):
                continue
            if not equals or label.lower().startswith("http"):
                label, value = "", entry
            name, base = PROFILES.get(label.casefold(), (label, ""))
            if base and (handle := _HANDLE.fullmatch(value)):
                value = base + handle[1]
            if address := _address_in(row, column, value):
                yield {"label": (name or urlsplit(address).hostname)[:40], "url": address}


def _entries(row, column):
    try:
        cell = text()(row[column])
    except RowError as error:
        raise RowError(f"{column}: {error}") from error
    return [entry.rstrip(",") for entry in re.split(r"[\s;、]+|,(?=\S+=)", cell)]


def _address_in(row, column, value):
    try:
        return "" if says_none(value) else short_address(value)
    except CellError as error:
        row.remark(column, str(error))
        return ""


def short_address(cell: str) -> str:
    """The address, without its query where it would be too long: that is tracking. Raises CellError."""
    address = checked_address(cell, limit=2000)
    if len(address) > LONGEST_LINK:
        address = urlunsplit((*urlsplit(address)[:3], "", ""))
    return checked_address(address, LONGEST_LINK)


def _github_account(row):
    """The organization, as a value; and addresses on GitHub that name another or something smaller, as links."""
    if not any(map(row.has, ("github_name", "github_url", "projects_list_url"))):
        return {}, []
    named = _account_named(row["github_name"])
    column = "github_url" if row["github_url"] else "projects_list_url"
    path = _github_path(row[column])
    address = _address_in(row, column, row[column]) if column == "github_url" else ""
    owner = path[0] if len(path) == 1 else ""
    account = named or owner
    if named and path and named.casefold() != path[0].casefold():
        row.remark(
            "github_name",
            _("“%(name)s” is not what the address says (%(owner)s); left out.")
            % {"name": shortened(named), "owner": shortened(path[0])},
        )
        return {}, [address] if address else []
    if account and not _ACCOUNT.fullmatch(account):
        row.remark(
            "github_name", _("“%(name)s” cannot be an account on GitHub; left out.") % {"name": shortened(account)}
        )
        return {}, []
    loose = [address] if address and (len(path) != 1) else []
    return {"github_organization": account}, loose


def _account_named(cell):
    """The account, also where the cell holds its address."""
    path = _github_path(cell)
    return path[0] if len(path) == 1 else cell.removeprefix("@").rstrip("/")


def _github_path(address):
    """The parts of an address on GitHub, as in ["codeforjapan"]; empty for an address elsewhere."""
    found = re.match(r"(?:https?://)?(?:www\.)?github\.com/(?:orgs/)?([^?#\s]*)", address[:1000], re.IGNORECASE)
    return [part for part in found[1].split("/") if part] if found else []


def _codes(page):
    return [region.code for region in page.regions.all()]


def _add_regions(page, codes):
    here = page.regions.all() if page.pk else []  # a page that is not saved yet cannot be asked
    page.regions.set([*here, *Region.objects.filter(code__in=codes)])


def _remove_regions(page, codes):
    page.regions.remove(*Region.objects.filter(code__in=codes))


def _social_links(page):
    return [{"label": link.label, "url": link.url} for link in page.social_links.all()]


def _add_social_links(page, entries):
    here = {link.url for link in page.social_links.all()}
    page.social_links.add(*(SocialLink(**entry) for entry in entries if entry["url"] not in here))


def _remove_social_links(page, entries):
    page.social_links.remove(
        *(link for link in page.social_links.all() if {"label": link.label, "url": link.url} in entries)
    )
