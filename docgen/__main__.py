"""`python -m docgen` is the command `docgen`."""

from docgen.cli import main

if __name__ == "__main__":  # a worker process on Windows imports this module, too
    main()
