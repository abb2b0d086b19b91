"""Files that go with a proposal: what is taken, how it is checked, and where it is kept."""
