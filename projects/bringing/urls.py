"""Addresses of bringing a project in and of changing it."""

from django.urls import path

from .views import drafts, editing, sending, starting

urlpatterns = [
    path("new/", starting.start, name="project_new"),
    path("new/github/", starting.by_github, name="project_new_github"),
    path("new/publiccode/", starting.by_publiccode, name="project_new_publiccode"),
    path("new/by-hand/", starting.by_hand, name="project_new_by_hand"),
    path("new/<int:pk>/", drafts.draft, name="submission_draft"),
    path("new/<int:pk>/keep/", drafts.keep_draft, name="submission_keep"),
    path("new/<int:pk>/reading/", drafts.reading, name="submission_reading"),
    path("new/<int:pk>/preview/", drafts.preview, name="submission_preview"),
    path("new/<int:pk>/submit/", sending.check, name="submission_check"),
    path("new/<int:pk>/withdraw/", sending.withdraw_submission, name="submission_withdraw"),
    path("new/<int:pk>/delete/", drafts.remove_draft, name="submission_remove"),
    path("new/<int:pk>/bring-back/", drafts.bring_back_draft, name="submission_bring_back"),
    path("<str:slug>/edit/", editing.edit, name="project_edit"),
    path("<str:slug>/edit/keep/", editing.keep_edit, name="project_edit_keep"),
]
