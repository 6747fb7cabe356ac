"""Files for a payroll program, written from a frozen month as a preset says: one engine, no program in the presets."""
