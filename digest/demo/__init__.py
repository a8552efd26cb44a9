"""The demonstration: an invented world of outlets on loopback, for a first edition without a network."""
