"""① Telegram → inbox: what is brought or fetched is stored, and only then forgotten over there."""
