"""Forms that people have sent: each counts once, and so many in a time."""
