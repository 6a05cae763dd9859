"""SCIM 2.0 (RFC 7643, 7644): a municipality's directory tells us of its people, as it changes."""
