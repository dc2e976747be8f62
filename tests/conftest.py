"""Its presence puts this folder on the import path: tests share `strategies`."""
