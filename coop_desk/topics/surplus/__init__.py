"""Distribution of the surplus: simulations, the allocation an assembly adopts, and what each person is due."""
