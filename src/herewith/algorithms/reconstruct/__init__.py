"""Rules of reconstruction: each a small module that finds one thing and says why."""
