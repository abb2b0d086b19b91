"""Addresses below /admin/."""

from django.urls import path

from .views import Queue, decide, decide_claim, take_back

urlpatterns = [
    path("moderation/", Queue.as_view(), name="moderation"),
    path("moderation/decide/", decide, name="moderation_decide"),
    path("moderation/claim/", decide_claim, name="moderation_claim"),
    path("moderation/take-back/", take_back, name="moderation_take_back"),
]
