"""律令 (Lüling): a policy-as-code compiler for official notices."""

__version__ = "0.1.0"
