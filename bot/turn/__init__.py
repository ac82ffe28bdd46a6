"""② inbox → facts → decision → changes and outbox, in one transaction."""
