"""How asking GitHub went: runs of the sync, and what is left of the budgets."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SyncRun(models.Model):
    """One run of the sync with one credential, for the operator's report."""

    class Outcome(models.TextChoices):
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        SOME_FAILED = "some_failed", _("Some repositories failed")
        OUT_OF_BUDGET = "out_of_budget", _("Out of budget")
        STOPPED = "stopped", _("Stopped by an error")

    started_at = models.DateTimeField(_("started"))
    heartbeat_at = models.DateTimeField(_("last sign of life"))
    worker = models.CharField(max_length=200, default="", help_text="Machine, process and its start.")
    token = models.CharField(max_length=32, default="", help_text="What its claims are marked with.")
    credential = models.CharField(max_length=16, default="", help_text="As in Budget; empty when not known.")
    finished_at = models.DateTimeField(_("finished"), null=True)
    outcome = models.CharField(_("outcome"), max_length=15, choices=Outcome, default=Outcome.RUNNING)
    checked = models.PositiveIntegerField(_("repositories checked"), default=0)
    renamed = models.PositiveIntegerField(_("renamed"), default=0)
    gone = models.PositiveIntegerField(_("gone or blocked"), default=0)
    follow_ups = models.PositiveIntegerField(_("follow-up questions answered"), default=0)
    failed = models.PositiveIntegerField(_("failed"), default=0)
    requests = models.PositiveIntegerField(_("requests"), default=0)
    points = models.PositiveIntegerField(_("GraphQL points"), default=0)
    errors = models.JSONField(_("errors by kind"), default=dict)
    resume_at = models.DateTimeField(_("goes on at"), null=True)

    class Meta:
        ordering = ["-started_at"]
        verbose_name = _("sync run")
        verbose_name_plural = _("sync runs")
        indexes = [models.Index(fields=["started_at"], name="github_sync_run_started")]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M} {self.outcome}"


class Budget(models.Model):
    """What GitHub last said is left of one resource for one credential; outlives the process."""

    credential = models.CharField(max_length=16, help_text="A fingerprint of server and token, never the token.")
    resource = models.CharField(_("resource"), max_length=40)
    limit = models.PositiveIntegerField(_("limit"), null=True)
    remaining = models.PositiveIntegerField(_("left"), null=True)
    resets_at = models.DateTimeField(_("full again at"), null=True)
    blocked_until = models.DateTimeField(_("told to wait until"), null=True)
    updated_at = models.DateTimeField(_("as of"))
    paced_until = models.DateTimeField(null=True, help_text="How far the requests made so far reach at an even pace.")
    taken_by = models.CharField(max_length=32, default="", help_text="The run whose turn it is to ask.")
    taken_until = models.DateTimeField(null=True, help_text="When the turn ends by itself.")

    class Meta:
        verbose_name = _("budget")
        verbose_name_plural = _("budgets")
        constraints = [
            models.UniqueConstraint(fields=["credential", "resource"], name="github_one_budget_a_resource"),
        ]

    def __str__(self) -> str:
        return f"{self.resource}: {self.remaining}/{self.limit}"


class Appointment(models.Model):
    """When the task of a kind that was put off last is to run; it may have run since."""

    class Kind(models.TextChoices):
        SCHEDULE = "schedule", _("The worker's own schedule")
        RESUME = "resume", _("Going on when there is budget again")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, unique=True)
    due_at = models.DateTimeField(_("at"), null=True)

    class Meta:
        verbose_name = _("appointed task")
        verbose_name_plural = _("appointed tasks")

    def __str__(self) -> str:
        return f"{self.kind}: {self.due_at}"
