"""Absences: asked, decided, recorded; everybody sees who is away, and only who must sees why."""
