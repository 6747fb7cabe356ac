"""What the law and the statutes say of the surplus, on plain values: integer cents and exact fractions."""
