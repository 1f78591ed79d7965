"""The pages that check a signed plan."""
