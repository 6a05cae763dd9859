"""The one search box: results, filters, suggestions."""
