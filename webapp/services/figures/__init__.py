"""Figures: stored with their revisions, read with their status, checked in a spreadsheet."""
