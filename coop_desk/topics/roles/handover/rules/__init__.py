"""Rules of hand-overs: templates, dates, ticks, learning."""
