"""What the people who run the site see of the sync with GitHub, and what they can do about it."""
