"""What can be said of whole programs: one case under several notices, two versions of one, what
the worked cases cover, all duties on a day.

`situation` gives each notice what it asks for (`fitting`, `unknown`), `outcomes` says what a
decision answers and by which words, `comparison` sets the answers side by side. `revision` lists
what differs between two versions: `changes` compares any part of a program field by field, in the
words of `change_words`; `rule_changes`, `catalogue_changes`, `text_changes` and `case_changes` are
its chapters. `duties` says who owes what by when. `coverage` is a package of its own.
"""
