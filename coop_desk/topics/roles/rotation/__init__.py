"""The rotation of roles, planned: pure, all in whole months and hours; the same case gives the same plan."""
