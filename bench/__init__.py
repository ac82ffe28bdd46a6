"""How fast Bounceback is: the real process, over HTTP, beside two echo bots, in one run (`make bench`)."""
