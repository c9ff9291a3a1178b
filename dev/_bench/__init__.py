"""Benchmarks: how long, how much memory, against what could not be faster."""
