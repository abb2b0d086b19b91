"""Addresses of the log. Slugs may be Japanese."""

from django.urls import path

from . import views

urlpatterns = [
    path("<str:slug>/updates/", views.updates, name="updates"),
    path("<str:slug>/updates/new/", views.new, name="update_new"),
    path("<str:slug>/updates/<int:number>/", views.change, name="update_change"),
    path("<str:slug>/updates/<int:number>/delete/", views.delete, name="update_delete"),
    path("<str:slug>/updates/<int:number>/hide/", views.hide, name="update_hide"),
]
