"""Calendars of events. An event's own number stands in its address, so that a new title changes nothing."""

from django.urls import path

from . import views

urlpatterns = [
    path("events/calendar.ics", views.calendar, name="event_calendar"),
    path("events/series/<int:pk>.ics", views.series_calendar, name="series_calendar"),
    path("events/<int:pk>.ics", views.event_file, name="event_file"),
]
