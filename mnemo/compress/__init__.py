"""Saying a step in n 字 (ring 2): phrase bank, grammar, fallback. Blind to the other stages."""
