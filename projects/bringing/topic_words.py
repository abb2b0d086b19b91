"""Which of the site's topics a category of publiccode.yml, or a topic on GitHub, stands for."""

from pages.models import Topic

WORDS = {
    "disaster-prevention": "disaster disaster-management emergency-services bousai evacuation hazard-map 防災",
    "food": "food nutrition school-lunch kyushoku 給食",
    "environment": "environment waste waste-management recycling garbage climate energy-management-system 5374",
    "open-data": "open-data opendata data-collection data-visualization statistics オープンデータ",
    "health": "health healthcare medical hospital patient-management-system 医療",
    "children": "education school children childcare kosodate learning-management-system e-learning 子育て",
    "participation": "participation civic-tech citizen-participation community-management decidim voting e-petition",
    "transport": "transport transportation public-transport gtfs mobility bus fleet-management traffic-management",
    "welfare": "welfare social-services elderly accessibility barrier-free 福祉",
    "multicultural": "multicultural immigrants multilingual-support",
    "covid-19": "covid-19 covid19 coronavirus",
    "local-economy": "local-economy tourism economy shops marketplace",
    "urban-space": "urban-planning city-planning geographic-information-systems map maps parks public-space",
    "work": "work employment hr job-search recruitment",
    "digital-government": "digital-government e-government govtech public-administration government civic-registry "
    "document-management workflow-management procurement",
    "culture": "culture heritage museum library library-management history",
    "language": "translation language localization i18n",
    "research": "research citizen-science science",
}
TOPIC_OF = {word: slug for slug, words in WORDS.items() for word in words.split()}


def topics_for(words) -> list[str]:
    """Slugs of topics that the site has, in the order of the words."""
    wanted = [TOPIC_OF.get(word.casefold(), word.casefold()) for word in words]
    known = set(Topic.objects.filter(slug__in=wanted).values_list("slug", flat=True))
    return [slug for slug in dict.fromkeys(wanted) if slug in known]
