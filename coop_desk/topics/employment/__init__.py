"""Time at work: schedules, sites and their public holidays, and the number of each person in the payroll tool."""
