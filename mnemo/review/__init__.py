"""Verdicts of people on candidates (ring 3)."""
