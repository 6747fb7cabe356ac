"""Roles and poles: who does what, for how long, chosen how, handed over how."""
