"""The benchmark itself, at the smallest size."""
