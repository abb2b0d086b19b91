"""Addresses of this room outside of the admin."""

from django.urls import path

from . import views

urlpatterns = [path("accounts/invitations/<str:token>/", views.invitation, name="space_invitation")]
