"""Rules of cover: whole months away, weeks with nobody, what is critical and when."""
