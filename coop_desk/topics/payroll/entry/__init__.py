"""The accounting entry of a month of pay: from the totals of the payroll tool to a file that the accounts import."""
