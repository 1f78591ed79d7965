"""Targets: the dated figures wanted of an indicator."""
