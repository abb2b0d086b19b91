"""What moderators look at and decide: reports, claims, projects that were brought in, requests that nobody answers."""
