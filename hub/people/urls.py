"""Addresses below /admin/."""

from django.urls import path

from .views import Bots, Contributors, choose_for_a_person, unlist

urlpatterns = [
    path("people/", Contributors.as_view(), name="people"),
    path("people/choice/", choose_for_a_person, name="people_choose"),
    path("people/bots/", Bots.as_view(), name="bots"),
    path("people/bots/remove/", unlist, name="bots_unlist"),
]
