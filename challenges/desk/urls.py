"""Addresses of this room."""

from django.urls import path

from . import views

urlpatterns = [
    path("desk/", views.dashboard, name="challenges_desk"),
    path("<str:municipality>/<str:slug>/desk/", views.desk, name="challenge_desk"),
    path("<str:municipality>/<str:slug>/desk/<str:to>/", views.move, name="challenge_move"),
]
