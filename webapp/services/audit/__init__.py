"""The audit record: written inside every change, and read on its page."""
