"""The pages that read in the old form."""
