"""The registry log."""
