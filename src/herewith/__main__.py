"""`python -m herewith`."""

from herewith.cli.main import main

if __name__ == "__main__":
    main()
