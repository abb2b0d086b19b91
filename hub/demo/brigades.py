"""Brigades of the demo."""

from hub.publishing import publish, section
from regions.models import BrigadePage, Region, RegionIndexPage

from .files import read

SERVICES = {"facebook": "Facebook", "twitter": "X (Twitter)"}


def load_brigades(each):
    parent = section(RegionIndexPage)
    for row in each("brigades", read("brigades")["brigades"]):
        publish(parent, _page(row))


def _page(row):
    page = BrigadePage(
        title=row["name_ja"],
        slug=row["slug"],
        name_ja=row["name_ja"],
        name_en=row.get("name_en", ""),
        registered_name=row.get("registered_name", ""),
        website=row.get("website", ""),
        github_organization=row.get("github_organization", ""),
        state=row["state"],
        source=f"{row['source']} ({row['as_of']})" if "as_of" in row else row["source"],
    )
    page.regions.set(Region.objects.filter(code__in=row["regions"]))
    page.social_links.set(
        [
            page.social_links.model(label=SERVICES.get(link["kind"], link["kind"]), url=link["url"])
            for link in row.get("links", [])
        ]
    )
    return page
