"""Benchmarks: one module each, runnable on a file that the user has; a table, or one JSON object with --json."""
