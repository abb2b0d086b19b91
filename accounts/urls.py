"""Addresses below /accounts/."""

from allauth.socialaccount.views import login_cancelled
from django.urls import include, path

from . import views

urlpatterns = [
    path("", views.index, name="account_index"),
    path("github/", views.github, name="account_github"),
    path("github/choice/", views.choose_on_github, name="account_github_choice"),
    path("github/login/", views.connect_github, name="github_login"),
    path("github/disconnect/", views.disconnect_from_github, name="account_github_disconnect"),
    path("github/cancelled/", login_cancelled, name="socialaccount_login_cancelled"),
    path("", include("allauth.account.urls")),
]
