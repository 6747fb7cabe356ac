"""Files read back as each payroll program would: by code that shares nothing with what writes them."""
