"""The people who look after a space: how they are invited, and how they leave."""
