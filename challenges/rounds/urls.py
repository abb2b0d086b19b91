"""Addresses of the rounds, beside the pages of municipalities."""

from django.urls import path

from . import views

urlpatterns = [
    path("rounds/", views.rounds, name="rounds"),
    path("rounds/calendar.ics", views.calendar, name="round_calendar"),
]
