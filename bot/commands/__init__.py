"""What an operator types, beside `run`: each command a module."""
