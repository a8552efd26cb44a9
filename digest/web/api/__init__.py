"""The desk for programs: its verbs as JSON under /api, described by OpenAPI, opened by a token.

`routes.py` puts it together; `asked.py` is what a program may send, `told.py` what it is answered.
"""
