"""`python -m catalogue` is the `catalogue` command."""

from catalogue.cli import main

if __name__ == "__main__":
    main()
