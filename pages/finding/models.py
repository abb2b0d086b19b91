"""What can be found, a row each, as the floors above tell of it."""

from django.db import models
from wagtail.search import index


class Entry(index.Indexed, models.Model):
    """A thing that can be found. Days and moments are numbers: they are read by ten thousands (see `memory`).

    `source` and `key` say which row or page it was made from; `facets` are words such as "role:design"."""

    source = models.CharField(max_length=20)
    key = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)
    title_ja = models.CharField(max_length=500)
    title_en = models.CharField(max_length=500, blank=True)
    text_ja = models.TextField(blank=True, help_text="Paragraphs; the first one sums it up.")
    text_en = models.TextField(blank=True)
    path = models.CharField(max_length=1000, help_text="On this site, without a language; or an address elsewhere.")
    facets = models.TextField(blank=True)
    names = models.TextField(blank=True, help_text="Folded, one a line: whoever types just that wants this.")
    stages = models.JSONField(default=list, help_text="[from this second on, this status], of what the clock changes.")
    active_day = models.IntegerField(null=True, help_text="Ordinal of the day of its last activity.")
    expires_day = models.IntegerField(null=True, help_text="Ordinal of the last day on which it is shown.")
    newest_at = models.BigIntegerField(null=True, help_text="Since when it is here, in seconds since 1970.")
    due_at = models.BigIntegerField(null=True, help_text="When it begins or closes, in seconds since 1970.")
    added_at = models.BigIntegerField(default=0, db_index=True, help_text="When it came in, in seconds since 1970.")
    shown = models.JSONField(default=dict, help_text="What a result says besides.")
    digest = models.CharField(max_length=32)
    words_digest = models.CharField(max_length=32)

    search_auto_update = False  # whoever writes entries puts them into the index too
    search_fields = [
        index.SearchField("title", boost=2),
        index.SearchField("text_ja"),
        index.SearchField("text_en"),
        index.SearchField("names"),
    ]
    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="finding_entry_once")]

    def __str__(self):
        return self.title_ja

    @property
    def title(self):
        """In both languages: a hit in either is one in the title."""
        return "\n".join(filter(None, [self.title_ja, self.title_en]))


class Part(models.Model):
    """So many entries that lie side by side. Its mark changes whenever one of them does: what is remembered is old."""

    number = models.IntegerField(primary_key=True)
    mark = models.CharField(max_length=32)

    def __str__(self):
        return f"{self.number}: {self.mark}"


class Spelling(models.Model):
    """A Latin word that entries use, under what is left of it when one letter is missing, and under itself."""

    left = models.CharField(max_length=40, db_index=True)
    word = models.CharField(max_length=40, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["left", "word"], name="finding_spelling_once")]

    def __str__(self):
        return self.word
