"""Addresses below /challenges/<municipality>/<challenge>/pilot/. Slugs may be Japanese."""

from django.urls import path

from . import views

BELOW = "<str:municipality>/<str:slug>/pilot/"

urlpatterns = [
    path(BELOW, views.pilot, name="pilot"),
    path(f"{BELOW}begin/", views.begin, name="pilot_begin"),
    path(f"{BELOW}edit/", views.edit, name="pilot_edit"),
    path(f"{BELOW}milestones/new/", views.new_milestone, name="pilot_milestone_new"),
    path(f"{BELOW}milestones/<int:number>/", views.milestone, name="pilot_milestone"),
    path(f"{BELOW}updates/new/", views.new_update, name="pilot_update_new"),
    path(f"{BELOW}updates/<int:number>/", views.update, name="pilot_update"),
]
