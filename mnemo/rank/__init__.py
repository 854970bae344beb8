"""Which candidate first (ring 2): documented weights, near-twins dropped, families interleaved."""
