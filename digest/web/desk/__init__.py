"""The desk: where editors see the draft, make it theirs, and let it out.

`app.py` makes the app; `gate.py` stands before every page of it and knows who may pass; `pages.py` shows one.
"""
