"""The uploads pages: choosing a file, its check, its receipt, and the file as it came."""
