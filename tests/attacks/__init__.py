"""What somebody may try: the attacks A01 to A20."""
