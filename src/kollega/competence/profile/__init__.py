"""One's own profile: what one can, when one can be asked."""
