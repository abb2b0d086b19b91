"""The log of a project: what it has done, told by its people and by the releases of its repositories."""
