"""Addresses of the rounds, beside the pages of municipalities."""

from django.urls import path

from . import again, views

urlpatterns = [
    path("rounds/", views.rounds, name="rounds"),
    path("rounds/again/", again.post_challenges_again, name="post_again"),
    path("rounds/calendar.ics", views.calendar, name="round_calendar"),
]
