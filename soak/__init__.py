"""Hours of bad luck on the real process, judged at the receiver."""
