"""Actions while they are carried out: what was promised, how it goes, and what is overdue."""
