"""The scorecard: every indicator at a period, found by the database and judged by the rules."""
