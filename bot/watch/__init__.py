"""How the process is: its pulse, its figures, and what operators are told."""
