"""The HTTP API: questions, notices and overview, under the same rules as the pages."""
