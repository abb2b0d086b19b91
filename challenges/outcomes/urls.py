"""Addresses of this room."""

from django.urls import path

from . import list_views, views

urlpatterns = [
    path("outcomes/", list_views.outcomes, name="outcomes"),
    path("<str:municipality>/<str:slug>/outcome/", views.outcome, name="outcome"),
]
