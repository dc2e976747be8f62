"""What can be said of whole programs: one case under several notices, two versions of one, what
the worked cases cover.

`situation` gives each notice what it asks for (`fitting`, `unknown`), `outcomes` says what a
decision answers and by which words, `comparison` sets the answers side by side. `revision` lists
what differs between two versions: `changes` compares any part of a program field by field, in the
words of `change_words`; `rule_changes`, `catalogue_changes`, `text_changes` and `case_changes` are
its chapters. `coverage` is a package of its own.
"""
