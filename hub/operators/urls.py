"""Addresses below /admin/."""

from django.urls import path

from .views import GitHubReport, retry

urlpatterns = [
    path("reports/github/", GitHubReport.as_view(), name="operators_github"),
    path("reports/github/retry/", retry, name="operators_github_retry"),
]
