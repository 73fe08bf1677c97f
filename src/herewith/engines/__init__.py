"""Where work is run."""
