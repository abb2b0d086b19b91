"""Addresses of profiles, and of what belongs to one's own data."""

from django.urls import path

from . import data_views, views

urlpatterns = [
    path("accounts/profile/", views.edit, name="account_profile"),
    path("accounts/export/", data_views.export, name="account_export"),
    path("accounts/delete/", data_views.delete, name="account_delete"),
    path("accounts/deleted/", data_views.deleted, name="account_deleted"),
    path("people/<str:handle>/", views.person, name="person"),
]
