"""Every address of the site, in the order in which they are tried."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.static import serve as serve_file
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from accounts.views import back_from_github, sign_in_to_edit
from integrations.github.webhooks.views import github_webhook
from pages.routing import serve as serve_page

from .feeds import ProjectFeed
from .health import healthz
from .metrics import metrics
from .robots import robots
from .sitemaps import sitemap, sitemap_part
from .styleguide import styleguide
from .views import favicon, search

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
    path("admin/login/", sign_in_to_edit),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("media/<path:path>", serve_file, {"document_root": settings.MEDIA_ROOT}),
]

urlpatterns += i18n_patterns(
    path("accounts/", include("accounts.urls")),
    path("search/", search, name="search"),
    path("projects/feed.atom", ProjectFeed(), name="project_feed"),
    path("", include("events.urls")),
    re_path(wagtail_urls.serve_pattern, serve_page, name="wagtail_serve"),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
