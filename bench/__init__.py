"""Tables of quality and speed, printed by `make bench`; never run as tests."""
