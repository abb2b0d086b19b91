"""Writing a challenge, guided: what is missing, what others did, who approves it."""
