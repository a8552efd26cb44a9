"""The doors that speak HTTP: the preview, which shows a draft, and the pages behind the links of mails.

`site.py` makes an app of routers (errors, headers and paths in one place), `serving.py` serves one;
`readers.py` says what the readers' app is made of.
"""
