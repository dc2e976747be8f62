"""Models and JSON Schema of a policy's facts, parameters and outcomes."""
