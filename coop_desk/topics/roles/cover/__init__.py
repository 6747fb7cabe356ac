"""Who is there for each role: absences, skills held by one person only, and what stops when somebody is away."""
