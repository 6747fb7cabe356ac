"""Skills: who can do what, at which level, declared then confirmed by somebody else."""
