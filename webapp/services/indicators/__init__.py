"""Indicators: defined, changed, retired, and their pages."""
