"""Who may do what with a question."""

from challenges.permissions import may_manage


def may_ask(user):
    """Whoever is signed in; whether a challenge takes questions is said on the page."""
    return user.is_authenticated


def may_answer(user, challenge):
    """Its officers, and the programme office for them: also see what waits, and never who asked."""
    return may_manage(user, challenge)


def is_asker(user, question):
    return user.is_authenticated and question.asker_id == user.pk


def may_see_question(user, question):
    """By its own address, answered or not. What is answered everybody reads in the list."""
    return is_asker(user, question) or may_answer(user, question.challenge)
