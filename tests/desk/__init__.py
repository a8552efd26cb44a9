"""The editor's verbs, one file of tests for each module of the desk."""
