"""What became of a challenge, and who may use it again."""
