"""The doors that speak HTTP: here the preview, which shows a draft and changes nothing."""
