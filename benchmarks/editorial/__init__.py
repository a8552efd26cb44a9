"""How well stories are chosen and written, on labelled data: `python -m benchmarks.editorial`."""
