"""Addresses below /challenges/<municipality>/<challenge>/proposals/. Slugs may be Japanese."""

from django.urls import path

from . import views

HERE = "<str:municipality>/<str:slug>/proposals/"

urlpatterns = [
    path("proposals/invitations/<uuid:key>/", views.invitation, name="proposal_invitation"),
    path(HERE, views.proposals, name="proposals"),
    path(f"{HERE}new/", views.new, name="proposal_new"),
    path(f"{HERE}<uuid:key>/", views.proposal, name="proposal"),
    path(f"{HERE}<uuid:key>/edit/", views.edit, name="proposal_edit"),
    path(f"{HERE}<uuid:key>/submit/", views.submit, name="proposal_submit"),
    path(f"{HERE}<uuid:key>/withdraw/", views.withdraw, name="proposal_withdraw"),
    path(f"{HERE}<uuid:key>/team/", views.team, name="proposal_team"),
    path(f"{HERE}<uuid:key>/records/", views.records, name="proposal_records"),
    path(f"{HERE}<uuid:key>/attachments/<uuid:attachment>/", views.attachment, name="proposal_attachment"),
]
