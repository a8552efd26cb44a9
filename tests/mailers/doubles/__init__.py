"""Local doubles of the mail APIs: each answers as its provider's reference documents it, errors included."""
