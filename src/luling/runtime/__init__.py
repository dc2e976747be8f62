"""What an evaluator needs at run time: reading JSON values, writing them, and the one error type.

Pure standard library; imports nothing of the compiler. `errors` and `inputs` are written so that
their source can stand inside a generated module as it is. The interpreter uses the same functions.
"""
