"""The API against what its own description allows and does not, on a running server."""

from contextlib import suppress

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    unsupported_method,
)

from tests.browser.conftest import House

pytestmark = pytest.mark.browser

CHECKS = (
    not_a_server_error,
    response_schema_conformance,
    content_type_conformance,
    unsupported_method,
)
EXAMPLES = 20


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_no_call_breaks_the_api(house: House, mode: GenerationMode) -> None:
    schema = schemathesis.openapi.from_url(f"{house.home}/api/v1/openapi.json")
    headers = {"Authorization": f"Bearer {house.tokens['answerer']}"}
    tried = 0
    for found in schema.get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: schemathesis.Case) -> None:
            nonlocal tried
            tried += 1
            case.call_and_validate(headers=headers, checks=CHECKS)

        # An operation that takes nothing cannot be called wrongly.
        with suppress(Unsatisfiable):
            ask()
    assert tried > 100
