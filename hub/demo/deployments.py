"""Where the code of a project runs for other regions, as a text on its page."""

from collections import Counter

from hub.publishing import body_blocks
from regions.models import Region

from .files import read

HEADING = {"ja": "全国に広がったサイト", "en": "Sites across Japan"}
SENTENCE = {
    "ja": "リポジトリの一覧に、このコードから生まれたサイトが次の数だけ載っています。いまも動いているかは不明です。",
    "en": "The repository lists this many sites that grew from its code. Whether they still run is not known.",
}
WHOLE_COUNTRY = {"ja": "全国", "en": "The whole country"}
COUNTED = {"ja": "{}（{}）", "en": "{} ({})"}
BETWEEN = {"ja": "、", "en": ", "}


def spread_of(slug, language):
    """Blocks of a body: how many sites each prefecture has. Nothing where no list is known."""
    content = read("covid19_deployments")
    if content["project"] != slug:
        return []
    sites = Counter(row.get("prefecture") for row in content["deployments"] if not row.get("original"))
    names = {region.code: region.name_in(language) for region in Region.objects.prefectures()}
    places = [(names.get(code, WHOLE_COUNTRY[language]), number) for code, number in sites.items()]
    text = BETWEEN[language].join(COUNTED[language].format(*place) for place in places)
    return body_blocks(
        [
            {"type": "heading", "text": HEADING[language]},
            {"type": "paragraph", "text": SENTENCE[language]},
            {"type": "paragraph", "text": text},
        ]
    )
