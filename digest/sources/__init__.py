"""Where articles come from: the guarded client, the plugs that read, and the round that visits them all."""
