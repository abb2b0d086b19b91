"""What the history of a page in the admin tells of its log."""

from wagtail import hooks

from .logs import ACTIONS


@hooks.register("register_log_actions")
def register_updates(actions):
    for action, (label, message) in ACTIONS.items():
        actions.register_action(action, label, message)
