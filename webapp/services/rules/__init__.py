"""Named RAG rules: read, changed, and what a change would do."""
