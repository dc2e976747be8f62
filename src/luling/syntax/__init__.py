"""Source text to syntax tree, and back to canonical text.

The first stage: it knows the words of `grammar/luling.lark` and the forms of sentences, and nothing
of what names mean. `parser.parse` reads, `format.format_file` writes, `ast` is what lies between.
Lark makes the parse tables; reading needs only the tables, not Lark.
"""
