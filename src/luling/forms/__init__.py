"""Forms that notices print, filled from a case.

`fill` makes the view model of one form (a `Page` of words alone); the printers over it, `text`,
`html` and `xlsx`, know nothing of policies. Whatever stands in a case is only ever text there:
never markup, a formula, or an invisible character.
"""
