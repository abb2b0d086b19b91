"""Every address of the site, in the order in which they are tried."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.decorators.http import conditional_page
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from accounts.signin.github import back_from_github
from accounts.signin.openid_views import back_from_organization
from accounts.signin.views import sign_in_to_edit, sign_in_to_read
from integrations.github.webhooks.views import github_webhook
from pages.choosing import browse, chosen_multiple
from pages.routing import serve as serve_page

from .feeds import ProjectFeed, ProjectLogFeed, RegionFeed, SearchFeed, TopicFeed
from .finding.views import search
from .health import healthz
from .metrics import metrics
from .operators.page_types import page_types, page_types_found
from .robots import robots
from .sitemaps import sitemap, sitemap_part
from .styleguide import styleguide
from .views import favicon, upload

handler429 = "accounts.signin.too_many.too_many"
handler400 = "hub.views.bad_request"
handler500 = "hub.views.server_error"

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("metrics", metrics, name="metrics"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", sitemap_part, name="sitemap_part"),
    path("favicon.ico", favicon),
    path("styleguide/", styleguide, name="styleguide"),
    path("webhooks/github/", github_webhook, name="github_webhook"),
    path("accounts/github/login/callback/", back_from_github, name="github_callback"),
    path("accounts/oidc/<slug:provider_id>/callback/", back_from_organization, name="openid_connect_callback"),
    path("admin/login/", sign_in_to_edit),
    path("admin/reports/page-types-usage/", page_types, name="page_types"),
    path("admin/reports/page-types-usage/results/", page_types_found, name="page_types_found"),
    path("admin/choose-page/<int:parent_page_id>/", browse),
    path("admin/choose-page/chosen-multiple/", chosen_multiple),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("media/<path:path>", upload),
]

urlpatterns += i18n_patterns(
    path("", include("accounts.notices.urls")),
    path("accounts/", include("accounts.urls")),
    path("", include("accounts.profiles.urls")),
    path("accounts/matches/", include("projects.matching.urls")),
    path("report/", include("accounts.reports.urls")),
    path("search/", search, name="search"),
    path("projects/feed.atom", ProjectFeed(), name="project_feed"),
    path("projects/<str:slug>/feed.atom", conditional_page(ProjectLogFeed()), name="project_log_feed"),
    path("feeds/topic/<slug:slug>.atom", conditional_page(TopicFeed()), name="topic_feed"),
    path("feeds/region/<str:code>.atom", conditional_page(RegionFeed()), name="region_feed"),
    path("search/feed.atom", conditional_page(SearchFeed()), name="search_feed"),
    path("projects/", include("projects.joining.urls")),
    path("", include("projects.needs.urls")),
    path("projects/", include("projects.updates.urls")),
    path("projects/", include("projects.bringing.urls")),
    path("", include("accounts.invitations.urls")),
    path("challenges/", include("challenges.rounds.urls")),
    path("challenges/", include("challenges.funnel.urls")),
    path("challenges/", include("challenges.desk.urls")),
    path("challenges/", include("challenges.questions.urls")),
    path("challenges/", include("challenges.proposals.urls")),
    path("challenges/", include("challenges.reviews.urls")),
    path("challenges/", include("challenges.pilots.urls")),
    path("challenges/", include("challenges.outcomes.urls")),
    path("", include("events.urls")),
    path("_util/login/", sign_in_to_read),
    re_path(wagtail_urls.serve_pattern, serve_page, name="wagtail_serve"),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
