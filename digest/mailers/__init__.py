"""Mailers: one file per provider, named in `digest.wiring.plugs`; docs/adding-a-mailer.md tells how."""
