"""The pages about figures of every indicator at once."""
