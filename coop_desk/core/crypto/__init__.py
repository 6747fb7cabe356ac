"""Keys and sealing, by libsodium alone: no database, no screen, no file."""
