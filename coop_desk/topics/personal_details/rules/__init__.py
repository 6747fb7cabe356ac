"""What an IBAN, a BIC and a social-security number must be, and how they are kept sealed."""
