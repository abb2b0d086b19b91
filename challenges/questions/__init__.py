"""Questions about an open challenge, asked by people without a name and answered in public."""
