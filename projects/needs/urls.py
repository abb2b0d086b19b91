"""Addresses of needs. Slugs may be Japanese."""

from django.urls import path, re_path

from . import views

urlpatterns = [
    path("projects/<str:slug>/needs/", views.needs, name="needs"),
    path("projects/<str:slug>/needs/<int:number>/", views.need, name="need"),
    path("projects/<str:slug>/needs/<int:number>/choose/", views.choose, name="need_choice"),
    re_path(r"^needs/(?P<token>[^/]+)/(?P<move>renew|close)/$", views.answer, name="need_answer"),
]
