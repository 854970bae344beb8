"""Syllables, rhyme books, tones and the rhythm of a line (ring 1)."""
