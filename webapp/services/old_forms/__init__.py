"""Filled-in old forms: read, matched with what is there, and saved."""
