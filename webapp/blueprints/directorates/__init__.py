"""The directorates pages."""
