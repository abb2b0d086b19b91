"""How proposals are judged: criteria, reviewers, scores, interviews, decisions."""
