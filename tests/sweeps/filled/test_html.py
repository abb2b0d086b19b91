"""What every public page says of itself to machines, and that its HTML is plain, lean and valid."""

import json
import shutil
import subprocess
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client

from tests.sweeps.filling import PAGES, in_english

LARGEST = 60_000
HTML_CHECKER = settings.BASE_DIR / "var/html-checker/vnu.jar"
SITE = "http://testserver"

KINDS_OF_DATA = {
    "home": {"WebSite", "Organization"},
    "project": {"SoftwareSourceCode", "BreadcrumbList"},
    "project with little": {"SoftwareSourceCode", "BreadcrumbList"},
    "municipality": {"GovernmentOrganization", "BreadcrumbList"},
    "challenge": {"Demand", "BreadcrumbList"},
    "challenge, finished": {"Demand", "BreadcrumbList"},
    "outcomes": {"ItemList", "BreadcrumbList"},
    "outcomes, filtered": {"ItemList", "BreadcrumbList"},
    "brigade": {"Organization", "BreadcrumbList"},
    "event": {"Event", "BreadcrumbList"},
    "event, past": {"Event", "BreadcrumbList"},
}
"""Of schema.org. All others have their breadcrumb alone."""

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("rows", [30], indirect=True, ids=["many"])]


@pytest.fixture(scope="module")
def answers(filled, django_db_blocker):
    """(kind, address) → response, of all public pages in both languages."""
    client = Client(headers={"accept-encoding": "identity"})
    addresses = [(kind, each) for kind, path in PAGES.items() for each in (path, in_english(path))]
    return {(kind, address): client.get(address) for kind, address in addresses}


@pytest.fixture(scope="module")
def soups(answers):
    return {key: BeautifulSoup(response.content, "html.parser") for key, response in answers.items()}


def breaches(soups, rule):
    """The addresses where `rule(soup, address)` is not None, with what it found."""
    found = {address: rule(soup, address) for (_kind, address), soup in soups.items()}
    return {address: what for address, what in found.items() if what}


def path_of(url):
    """An absolute address without its site, as the tests ask for it."""
    return url.removeprefix(SITE) if url.startswith(f"{SITE}/") else f"not absolute: {url}"


def alternates(soup):
    return {link["hreflang"]: path_of(link["href"]) for link in soup.select("head link[rel=alternate][hreflang]")}


def test_page_names_its_own_address_without_the_query(soups):
    def rule(soup, address):
        canonical = [path_of(link["href"]) for link in soup.select("head link[rel=canonical]")]
        return canonical if canonical != [urlsplit(address).path] else None

    assert breaches(soups, rule) == {}


def test_page_and_its_twin_point_at_each_other(soups):
    def rule(soup, address):
        japanese = urlsplit(address).path.removeprefix("/en")
        pair = {"ja": japanese, "x-default": japanese, "en": f"/en{japanese}"}
        return alternates(soup) if alternates(soup) != pair else None

    assert breaches(soups, rule) == {}


def test_page_is_in_the_language_of_its_address(soups):
    def rule(soup, address):
        language = "en" if address.startswith("/en/") else "ja"
        return soup.html["lang"] if soup.html["lang"] != language else None

    assert breaches(soups, rule) == {}


def test_shared_link_shows_what_the_page_is(soups):
    def rule(soup, address):
        said = {meta["property"]: meta["content"] for meta in soup.select("head meta[property^='og:']")}
        missing = {"og:title", "og:type", "og:url", "og:site_name", "og:locale"} - {name for name in said if said[name]}
        wrong_address = path_of(said.get("og:url", "")) != urlsplit(address).path
        return sorted(missing) or (said["og:url"] if wrong_address else None)

    assert breaches(soups, rule) == {}


def test_pages_with_a_text_of_their_own_describe_themselves(soups):
    described = {"home", "project", "challenge", "municipality", "brigade", "series", "event"}
    silent = [
        address
        for (kind, address), soup in soups.items()
        if kind in described
        and not (soup.select("head meta[name=description]") and soup.select("head meta[property='og:description']"))
    ]
    assert silent == []


def test_page_has_one_title_one_h1_and_one_main(soups):
    def rule(soup, address):
        counts = [len(soup.select(each)) for each in ("head title", "h1", "main")]
        return counts if counts != [1, 1, 1] else None

    assert breaches(soups, rule) == {}


def test_titles_tell_pages_apart(soups):
    titles = [soup.title.text for (kind, _address), soup in soups.items() if "," not in kind and "search" not in kind]
    assert sorted(each for each in set(titles) if titles.count(each) > 2) == []


def test_page_describes_itself_as_data_of_its_kind(soups):
    found = {}
    for (kind, address), soup in soups.items():
        data = [json.loads(script.string) for script in soup.select("script[type='application/ld+json']")]
        types = {each["@type"] for each in data if each["@context"] == "https://schema.org"}
        if types != KINDS_OF_DATA.get(kind, {"BreadcrumbList"}):
            found[address] = types
    assert found == {}


def test_breadcrumb_as_data_is_the_one_that_is_shown(soups):
    def rule(soup, address):
        data = [json.loads(script.string) for script in soup.select("script[type='application/ld+json']")]
        steps = [step for each in data if each["@type"] == "BreadcrumbList" for step in each["itemListElement"]]
        as_data = [step["name"] for step in steps]
        shown = [item.get_text(strip=True) for item in soup.select(".breadcrumb li")]
        return (as_data, shown) if as_data != shown else None

    assert breaches(soups, rule) == {}


def test_page_has_no_style_and_no_script_of_its_own(soups):
    def rule(soup, address):
        inline = [
            tag.name
            for tag in soup.find_all(True)
            if tag.name == "style"
            or (tag.name == "script" and not tag.get("src") and tag.get("type") != "application/ld+json")
            or "style" in tag.attrs
            or any(name.startswith("on") for name in tag.attrs)
        ]
        return inline or None

    assert breaches(soups, rule) == {}


def test_page_loads_nothing_from_elsewhere(soups):
    def rule(soup, address):
        loaded = [tag["href"] for tag in soup.select("link[rel~=stylesheet], link[rel~=icon], link[rel~=preload]")]
        loaded += [tag["src"] for tag in soup.select("[src]")]
        loaded += [part.split()[0] for tag in soup.select("[srcset]") for part in tag["srcset"].split(",")]
        loaded += [tag.get("href", "") for tag in soup.select("use, image")]
        return [url for url in loaded if urlsplit(url).netloc] or None

    assert breaches(soups, rule) == {}


def test_links_that_open_elsewhere_are_no_scripts(soups):
    def rule(soup, address):
        schemes = {urlsplit(tag["href"]).scheme for tag in soup.select("a[href]")}
        return schemes - {"", "http", "https", "mailto", "tel", "webcal"}

    assert breaches(soups, rule) == {}


def test_page_with_full_lists_is_light(answers):
    sizes = {address: len(response.content) for (_kind, address), response in answers.items()}
    assert {address: size for address, size in sizes.items() if size > LARGEST} == {}


def test_full_list_shows_24_cards(soups):
    lists = ("projects", "municipality", "series")
    counts = {kind: len(soup.select("main .card")) for (kind, _address), soup in soups.items() if kind in lists}
    assert counts == dict.fromkeys(lists, 24)


def test_page_sets_no_cookie(answers):
    assert {address: each.cookies for (_kind, address), each in answers.items() if each.cookies} == {}


def test_no_id_stands_twice_and_every_reference_has_its_place(soups):
    def rule(soup, address):
        ids = [tag["id"] for tag in soup.select("[id]")]
        named = [tag["for"] for tag in soup.select("[for]")]
        for name in ("aria-labelledby", "aria-describedby"):
            named += [each for tag in soup.select(f"[{name}]") for each in tag[name].split()]
        return sorted({each for each in ids if ids.count(each) > 1} | (set(named) - set(ids))) or None

    assert breaches(soups, rule) == {}


@pytest.mark.skipif(not HTML_CHECKER.exists(), reason=f"the Nu HTML checker is not at {HTML_CHECKER}")
@pytest.mark.skipif(shutil.which("java") is None, reason="java, which the Nu HTML checker needs, is not found")
def test_pages_are_valid_html(answers, tmp_path):
    names = {}
    for number, ((_kind, address), response) in enumerate(answers.items()):
        file = tmp_path / f"{number}.html"
        file.write_bytes(response.content)
        names[file.name] = address
    checker = ["java", "-Xss2m", "-jar", HTML_CHECKER, "--errors-only", "--format", "json"]
    report = subprocess.run([*checker, *tmp_path.glob("*.html")], capture_output=True, text=True, check=False).stderr
    messages = json.loads(report)["messages"]
    assert [(names[each["url"].rpartition("/")[2]], each["message"], each.get("extract")) for each in messages] == []
