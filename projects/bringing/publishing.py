"""Changing pages beside drafts of them: what is shown at once, what waits, and English words."""

from functools import partial

from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Locale, TaskState, WorkflowState
from wagtail.signals import page_published, published

from projects.models import ProjectPage

from .pages import english_of, write_english_on
from .workflow import set_up_moderation


class PublishBeside(PublishPageRevisionAction):
    """Publishes a revision without ending the moderation of other changes, as Wagtail's own does."""

    def _after_publish(self):
        page_published.send(sender=type(self.object), instance=self.object, revision=self.revision)
        published.send(sender=type(self.object), instance=self.object, revision=self.revision)
        self.object.update_aliases(revision=self.revision, _content=self.revision.content)


def change_at_once(*, page, user, write) -> None:
    """Publish what `write(page)` changes, and nothing else. A draft that waits stays, and carries the change too."""
    draft = page.get_latest_revision() if page.has_unpublished_changes else None
    shown = ProjectPage.objects.get(pk=page.pk)
    write(shown)
    revision = shown.save_revision(user=user, log_action=True, clean=False)
    PublishBeside(revision, user=user).execute(skip_permission_checks=True)
    if draft:
        waiting = draft.as_object()
        write(waiting)
        keep_waiting(page=waiting, user=draft.user)


def keep_waiting(*, page, user, log=False):
    """The page as it is in memory becomes its latest draft; moderators who look at it see that one."""
    revision = page.save_revision(user=user, log_action=log, clean=False)
    waiting = TaskState.objects.for_instance(page).filter(status=TaskState.STATUS_IN_PROGRESS)
    waiting.update(revision=revision)


def hand_to_moderators(*, page, user) -> WorkflowState:
    """Start the workflow with the page as it is in memory, or go on with the one that was sent back. One that is under
    way begins its task anew: whoever looks at the page now does not approve what they have not seen."""
    keep_waiting(page=page, user=user, log=True)
    state = page.current_workflow_state
    if state is None:
        return (page.get_workflow() or set_up_moderation()).start(page, user)
    if state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user)
    else:
        state.current_task_state.specific.cancel(user=user, resume=True)
        state.refresh_from_db()
    return state


def take_back_draft(*, page, user) -> None:
    """What visitors see, or saw before the page was taken off, is what editors see again; other drafts of it stay in
    its history."""
    shown = ProjectPage.objects.get(pk=page.pk)
    shown.save_revision(user=user, log_action=True, changed=False, clean=False)
    ProjectPage.objects.filter(pk=page.pk).update(has_unpublished_changes=not shown.live)


def publish_english(*, page, cleaned, names, user) -> None:
    """Put these English words on the translation; make it where there is none and there are words. One that editors
    keep off the site gets them as a draft."""
    names = [name for name in names if name.endswith("_en")]
    english = english_of(page)
    if english is None and any(cleaned.get(name) for name in names):
        _translate(page, cleaned, names, user)
    elif english is not None and names:
        write = partial(write_english_on, cleaned=cleaned, names=names)
        (change_at_once if english.live else _change_draft)(page=english, user=user, write=write)


def _change_draft(*, page, user, write):
    draft = page.get_latest_revision_as_object()
    write(draft)
    draft.save_revision(user=user, log_action=True, clean=False)


def _translate(page, cleaned, names, user):
    """Without a name in English the project keeps its own; other words that are missing are the reader's to miss."""
    english = page.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    for name in ("purpose", "current_state", "aim", "next_steps", "how_to_join"):
        setattr(english, name, "")
    write_english_on(english, cleaned, names)
    english.title = english.title or page.title
    english.draft_title = english.title
    english.owner = user
    english.save_revision(user=user, log_action=True, clean=False).publish(user=user, skip_permission_checks=True)
