"""What administrators decide about contributors: how each is told of, and who is a bot."""
