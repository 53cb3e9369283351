"""`python -m handlers` is `nutgraf`: what child processes are started with."""

from handlers.cli import main

if __name__ == "__main__":
    main()
