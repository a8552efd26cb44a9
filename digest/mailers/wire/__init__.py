"""What an SMTP connection is made of: dialling, replies, envelopes, verdicts, a line and their dispatch."""
