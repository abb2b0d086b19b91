"""What GitHub tells us of its own accord. It is never believed: it only says which repository to ask about soon."""
