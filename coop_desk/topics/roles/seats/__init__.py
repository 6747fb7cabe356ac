"""Who sits on which seat of a role and when: mandates of roles, their shadowing, interims, early ends."""
