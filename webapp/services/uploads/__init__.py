"""Uploads of period data: checked as a whole, saved as a whole, and their receipts."""
