"""Reminders: who is reminded of what, one digest a person a day, and a calendar of due days."""
