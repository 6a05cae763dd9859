"""A believable collaboration to try the product with, and the way in to it without a password."""

from kollega.demo.personas import signins

__all__ = ["signins"]
