"""The parts of `bench.ask_under_load`: the product, its people, their ledger, the count afterwards."""
