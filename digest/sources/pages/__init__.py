"""Article pages, inside the child process: the text, the headline, the trail and the rights line of each."""
