"""The dashboard that the module ships, in parts: see ./dev/dashboard."""
