"""Who receives the newsletter, and with what consent. Imports nothing of `digest`."""
