"""The periods pages."""
