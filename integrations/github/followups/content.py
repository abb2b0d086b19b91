"""Q2: what is in a repository."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from integrations.github.models import Content, FollowUp, GroupState
from integrations.github.records import Absence, Inside

from .step import Asked, Step


class ContentStep(Step[Inside]):
    kind = FollowUp.Kind.CONTENT
    batch, most = 16, 100
    snapshot_fields = ("topics", "content_observed_at", "content_state")

    def ask(self, asked: Mapping[str, Asked], now: datetime) -> Mapping[str, Inside | Absence]:
        return self.client.inside(list(asked))

    def keep(self, asked: Asked, answer: Inside, at: datetime) -> None:
        release = answer.release
        Content.objects.update_or_create(
            repository=asked.repository,
            defaults={
                "observed_at": at,
                "description": answer.description,
                "homepage": answer.homepage,
                "languages": answer.languages,
                "has_readme": answer.has_readme,
                "has_contributing": answer.has_contributing,
                "has_code_of_conduct": answer.has_code_of_conduct,
                "has_license": answer.has_license,
                "inherits_contributing": answer.inherits_contributing,
                "inherits_code_of_conduct": answer.inherits_code_of_conduct,
                "release_tag": release.tag if release else "",
                "release_name": release.name if release else "",
                "release_url": release.url if release else "",
                "released_at": release.published_at if release else None,
            },
        )
        snapshot = asked.snapshot
        snapshot.topics = list(answer.topics)
        snapshot.content_observed_at, snapshot.content_state = at, GroupState.OBSERVED
