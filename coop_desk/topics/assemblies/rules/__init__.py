"""The rules of meetings: who may vote, what is needed, what was decided."""
