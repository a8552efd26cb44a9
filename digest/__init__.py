"""Morning Digest: from the feeds of the night to an edition in the inbox."""
