"""A decision in Chinese, for the person it concerns: what, why, by which words, what is missing.

In: the program, and an answer with its trace in the form of `docs/semantics.md`. Out: plain text
without ids. `words` and `values` say single values and names, `grounds` follows an outcome down to
the rules that decided it, `reasons` says why those, `steps` how an amount was computed, `duties`
who owes what and what of it is not done, `deadlines` by when, `changes` looks for single facts that
would change the result, `text` puts the page together, `trace` lists every rule that was
considered.
"""

from luling.explanation.changes import Change, Changes, find_changes
from luling.explanation.text import explain
from luling.explanation.trace import explain_trace

__all__ = ["Change", "Changes", "explain", "explain_trace", "find_changes"]
