"""Projects, their needs and their newcomer issues as things that can be found."""
