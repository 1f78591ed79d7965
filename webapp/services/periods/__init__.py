"""Periods: opened, released, locked, and the board of each."""
