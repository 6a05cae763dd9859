"""The administrator's screens: the municipality's own sign-in, groups that give roles, who leaves."""
