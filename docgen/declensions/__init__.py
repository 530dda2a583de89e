"""The sheet of declensions: every form that papers may print, for a person to look at.

`sheet` makes its rows, `workbook` the file that a person fills in, `corrections` takes it back into
the project's YAML; `findings` says which doubtful forms documents really print.
"""
