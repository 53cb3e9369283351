"""What the command line's commands do, one file each; `handlers/cli.py` is their index."""
