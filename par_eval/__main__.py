"""``python -m par_eval``: the command line."""

from par_eval.cli import main

if __name__ == "__main__":
    main()
