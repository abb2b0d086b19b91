"""The search page: what was asked, what was found, how it is shown."""
