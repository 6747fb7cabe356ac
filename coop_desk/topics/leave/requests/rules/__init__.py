"""What absences there are, what may become of one, and what is looked at before it is sent."""
