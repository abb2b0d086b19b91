"""Addresses below /projects/<slug>/. Slugs may be Japanese."""

from django.urls import path

from . import views

urlpatterns = [
    path("<str:slug>/join/", views.join, name="join"),
    path("<str:slug>/join/<int:number>/", views.request_page, name="join_request"),
    path("<str:slug>/members/", views.members, name="project_members"),
    path("<str:slug>/members/<int:number>/", views.member, name="project_member"),
    path("<str:slug>/members/leave/", views.leave, name="project_leave"),
    path("<str:slug>/members/shown/", views.show_oneself, name="project_show_oneself"),
    path("<str:slug>/members/hand-over/", views.handover, name="project_handover"),
    path("<str:slug>/claim/", views.project_claim, name="project_claim"),
    path("<str:slug>/claim/<int:number>/", views.claim_page, name="claim"),
]
