"""Evaluate a province's public administration reform from public data."""
