"""Public documents: found, assessed, masked, handed out, destroyed by rule."""
