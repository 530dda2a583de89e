"""Every document that a test makes is shown to Microsoft's validator at the end of the session."""

pytest_plugins = ["tests.openxml"]
