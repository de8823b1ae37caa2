"""What those who work on Café run: tests, checks, locks, vendored files. Never shipped."""
