"""The officers' desk: their challenges, what to do next, and moving one along."""
