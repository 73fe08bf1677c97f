"""Opens a folder, runs what is out of date, answers questions."""
