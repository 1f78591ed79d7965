"""Plans: written, checked, signed, printed and read again; one module an intention."""
