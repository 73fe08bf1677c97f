"""Where records are kept: the project folder, JSON Lines and SQLite, all of it remakeable."""
