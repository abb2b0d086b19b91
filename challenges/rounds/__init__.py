"""Rounds: the seasons of challenges, their dates, the calendar of all, and the copy for the next one."""
