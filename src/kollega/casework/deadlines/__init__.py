"""Which days the law sets for a case: rules as dated data, and how they are counted. Knows no database."""
