"""Sheets of figures: which column means what, and every row as values or as faults."""
