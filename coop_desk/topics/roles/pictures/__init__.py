"""Pictures of roles: who holds what over time, how hours are shared, who is ready, the organisation on a day."""
