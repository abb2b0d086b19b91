"""Addresses of those who judge, and of teams that are asked to an interview."""

from django.urls import URLPattern

from .views import choosing, declaring, dossier, interviews, scoring

urlpatterns: list[URLPattern] = []
urlpatterns += declaring.urlpatterns
urlpatterns += scoring.urlpatterns
urlpatterns += interviews.urlpatterns
urlpatterns += choosing.urlpatterns
urlpatterns += dossier.urlpatterns
