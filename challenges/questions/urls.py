"""Addresses below /challenges/<municipality>/<challenge>/questions/. Slugs may be Japanese."""

from django.urls import path

from . import views

BELOW = "<str:municipality>/<str:slug>/questions/"

urlpatterns = [
    path(BELOW, views.questions, name="questions"),
    path(f"{BELOW}ask/", views.ask, name="question_ask"),
    path(f"{BELOW}<int:number>/", views.question, name="question"),
]
