"""Addresses below /challenges/<municipality>/<challenge>/review/. Slugs may be Japanese."""

from django.urls import URLPattern

from . import reviewer_urls
from .views import criteria, deciding, exports, people, progress, ranking

urlpatterns: list[URLPattern] = []
urlpatterns += progress.urlpatterns
urlpatterns += criteria.urlpatterns
urlpatterns += people.urlpatterns
urlpatterns += ranking.urlpatterns
urlpatterns += exports.urlpatterns
urlpatterns += deciding.urlpatterns
urlpatterns += reviewer_urls.urlpatterns
