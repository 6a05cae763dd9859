"""How the product looks: layout, components, tokens, error pages and the little JavaScript.

`templates/ui/README.md` lists every component with its contract; `parts.py` holds the shapes
that templates are given. The room knows nothing of the other rooms.
"""
