"""Addresses of notices and follows."""

from django.urls import path

from . import views

urlpatterns = [
    path("accounts/notices/", views.notices, name="notices"),
    path("accounts/notices/read/", views.all_read, name="notices_read"),
    path("accounts/notices/choices/", views.choices, name="notice_choices"),
    path("accounts/notices/stop/<str:token>/", views.stop_mails, name="notices_stop"),
    path("accounts/following/", views.following, name="following"),
    path("accounts/follow/", views.follow_thing, name="follow"),
    path("accounts/unfollow/", views.unfollow_thing, name="unfollow"),
]
