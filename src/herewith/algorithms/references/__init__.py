"""References: words that point to another item, and the item they mean, or that it is not held."""
