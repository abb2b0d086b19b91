"""What the history of a challenge in the admin tells of its review."""

from wagtail import hooks

from .logs import ACTIONS


@hooks.register("register_log_actions")
def register_reviews(actions):
    for action, (label, message) in ACTIONS.items():
        actions.register_action(action, label, message)
