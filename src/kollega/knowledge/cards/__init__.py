"""Knowledge cards: written, reviewed, published, kept fresh."""
