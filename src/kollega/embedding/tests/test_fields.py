"""A vector goes to the database as it comes back."""

from hypothesis import given
from hypothesis import strategies as st

from kollega.embedding.fields import VectorField, literal

NUMBERS = st.floats(allow_nan=False, allow_infinity=False, width=32)


@given(st.lists(NUMBERS, min_size=1, max_size=20).map(tuple))
def test_there_and_back(vector: tuple[float, ...]) -> None:
    assert VectorField().from_db_value(literal(vector)) == vector
