"""The bots that Bounceback is measured against, each a process with libraries of its own."""
