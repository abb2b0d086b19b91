"""Addresses of the rounds, beside the pages of municipalities."""

from django.urls import path

from . import views

urlpatterns = [
    path("challenges/rounds/", views.rounds, name="rounds"),
    path("challenges/rounds/calendar.ics", views.calendar, name="round_calendar"),
]
