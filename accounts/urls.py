"""Addresses below /accounts/."""

from allauth.socialaccount.views import login_cancelled
from allauth.socialaccount.views import signup as signup_elsewhere
from django.urls import include, path

from . import views
from .signin import github
from .signin import openid_views as openid
from .signin import views as signin

urlpatterns = [
    path("", views.index, name="account_index"),
    path("github/", github.github, name="account_github"),
    path("github/choice/", github.choose_on_github, name="account_github_choice"),
    path("github/login/", github.go_to_github, name="github_login"),
    path("github/disconnect/", github.disconnect_from_github, name="account_github_disconnect"),
    path("github/cancelled/", login_cancelled, name="socialaccount_login_cancelled"),
    path("oidc/<slug:provider_id>/login/", openid.go_to_organization, name="openid_connect_login"),
    path("signing-in/", signin.ways, name="account_signing_in"),
    path("signing-in/disconnect/", signin.disconnect_organization, name="account_disconnect"),
    path("signing-in/connect-first/", signin.connect_first, name="account_connect_first"),
    path("social/signup/", signup_elsewhere, name="socialaccount_signup"),
    path("confirm-email/", signin.confirm_address, name="account_email_verification_sent"),
    path("login/code/confirm/", signin.confirm_code, name="account_confirm_login_code"),
    path("second-factor/", include("allauth.mfa.urls")),
    path("", include("allauth.account.urls")),
]
