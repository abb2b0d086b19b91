"""Addresses below /challenges/<municipality>/<challenge>/review/. Slugs may be Japanese."""

from django.urls import URLPattern

from .views import progress, ranking

urlpatterns: list[URLPattern] = []
urlpatterns += progress.urlpatterns
urlpatterns += ranking.urlpatterns
