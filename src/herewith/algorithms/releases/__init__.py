"""What one release of a paper withholds and another opens."""
