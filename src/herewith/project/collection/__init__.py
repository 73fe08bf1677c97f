"""Papers of a collection without a project: read, indexed, kept, and asked what they share."""
