"""Addresses of this room."""

from django.urls import path

from . import views

urlpatterns = [
    path("funnel/", views.funnel, name="funnel"),
    path("funnel/table.csv", views.table, name="funnel_table"),
]
