"""What the bot says: pure handlers, one module per subject."""
