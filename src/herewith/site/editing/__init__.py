"""The editor's desk in the browser: what is to be decided, on what evidence, and the deciding.

It is served beside the reading room and is never part of a frozen site. It writes nothing but
decisions, and those only by way of the `Office` it is given.
"""
