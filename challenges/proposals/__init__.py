"""Answers to challenges by companies and teams: confidential, written together, sent before the deadline."""
