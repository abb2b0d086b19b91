"""Addresses below /accounts/matches/."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.index, name="matches"),
    path("hidden/", views.hidden, name="hidden_matches"),
    path("hide/", views.not_for_me, name="hide_match"),
    path("show-again/", views.take_back, name="show_match_again"),
]
