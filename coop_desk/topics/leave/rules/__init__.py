"""The rules of leave: pure functions on dates and exact numbers, which explain themselves line by line."""
