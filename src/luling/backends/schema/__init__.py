"""Models and JSON Schema of a policy's facts, parameters and outcomes.

`document` writes one JSON Schema a decision, `models` one pydantic module a policy (`support` is
what stands at its head). Both describe what `luling.runtime.inputs` accepts and what a decision
answers; neither decides anything. `documents` gives the schemas as files.
"""

from luling.backends.schema.document import documents, jsonschema
from luling.backends.schema.models import models

__all__ = ["documents", "jsonschema", "models"]
