"""Addresses below /accounts/."""

from django.urls import include, path

from . import views

urlpatterns = [
    path("", views.index, name="account_index"),
    path("", include("allauth.urls")),
]
