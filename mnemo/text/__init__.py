"""From a decoded file to cards and blocks (ring 1): normalising, layout, damaged negations."""
