"""The command line: arguments in, exit code out; each command is imported when it is called."""

from __future__ import annotations

import contextlib
import errno
import gc
import io
import os
import sys
from importlib import import_module

# Starting makes many objects and drops few; to search them for garbage takes longer than all the rest of it.
_COLLECTING = gc.isenabled()
gc.disable()

import click  # noqa: E402

from harmlex.model.errors import RegistryError  # noqa: E402

if _COLLECTING:
    gc.enable()

__all__ = ["main"]

# name: (module, one line for `harmlex --help`); the module's click command is called `command`.
COMMANDS: dict[str, tuple[str, str]] = {
    "build": ("harmlex.cli.build", "Compile the registry and write every export."),
    "check": ("harmlex.cli.check", "Say what is wrong in the registry, with file and line."),
    "compare": ("harmlex.cli.compare", "Say within what bounds published counts can be compared."),
    "coverage": ("harmlex.cli.coverage", "Show which scheme has a code for which harm."),
    "crosswalk": ("harmlex.cli.crosswalk", "Derive every relation from one scheme to another."),
    "explain": ("harmlex.cli.explain", "Explain what two concepts are to each other."),
    "fmt": ("harmlex.cli.fmt", "Write registry files in their one canonical form."),
    "generate": ("harmlex.cli.generate", "Generate code and schemas from schema/."),
    "mappings": ("harmlex.cli.mappings", "Take the mappings of a scheme to a spreadsheet and back."),
    "review": ("harmlex.cli.review", "Walk through the mappings of a scheme and record what was decided."),
    "rule": ("harmlex.cli.rule", "Explain a check or a rule by its code."),
    "search": ("harmlex.cli.search", "Find concepts by any word that people use for them."),
    "serve": ("harmlex.cli.serve", "Serve the built glossary and the API."),
    "new": ("harmlex.cli.new", "Print a report to start from, or examples."),
    "show": ("harmlex.cli.show", "Show one concept, scheme or code."),
    "suggest": ("harmlex.cli.suggest", "Suggest mappings for a curator to look at."),
    "summarise": ("harmlex.cli.summarise", "Count reports by harm, month and country."),
    "translate": ("harmlex.cli.translate", "Say the codes of records in another scheme, the loss stated."),
    "validate": ("harmlex.cli.validate", "Say what is wrong in reports, without repeating a value."),
}

_UNWRITABLE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}

# Package that a command may lack: the extra that brings it.
EXTRAS = {
    "fastapi": "api",
    "uvicorn": "api",
    "pydantic": "models",
    "pyarrow": "tables",
    "pandas": "tables",
    "polars": "tables",
    "zstandard": "tables",
    "highspy": "crosswalk",
    "numpy": "crosswalk",
    "pyspark": "spark",
    **dict.fromkeys(("jinja2", "linkml", "mkdocs", "openpyxl", "pyshacl", "rdflib", "sssom", "xlsxwriter"), "build"),
}


class _LazyGroup(click.Group):
    """A group that knows its commands by name and imports one only to run it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in sorted(COMMANDS.items())])


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="harmlex", prog_name="harmlex")
def group() -> None:
    """One vocabulary of online harms, every organisation's scheme beside it, and proven bridges between them."""


def main(argv: list[str] | None = None) -> None:
    """Run a command and exit: 0 nothing to report, 1 findings, 2 misuse, unknown name or unreadable input."""
    if argv is None:
        gc.set_threshold(50_000, 20, 20)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            # Closed by whoever started us: what nobody wants to hear is said to nobody.
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A character that the terminal's encoding lacks is escaped, never an error.
            stream.reconfigure(errors="backslashreplace")
    try:
        result = group.main(args=argv, prog_name="harmlex", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Abort:
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as misuse:
        misuse.show()
        sys.exit(2)
    except RegistryError as error:
        click.echo(f"harmlex: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        if error.errno in _UNWRITABLE and not place:
            place = "what is printed cannot be written: "
        # Standard error may be on the same full disk.
        with contextlib.suppress(OSError):
            click.echo(f"harmlex: {place}{error.strerror or error}", err=True)
        if argv is None:
            _drop_output()
        sys.exit(2)
    except ModuleNotFoundError as missing:
        package = (missing.name or "").partition(".")[0]
        if package not in EXTRAS:
            raise
        click.echo(f"harmlex: {package} is not installed. Run: pip install 'harmlex[{EXTRAS[package]}]'", err=True)
        sys.exit(2)
    code = result if isinstance(result, int) else 0
    # Not when somebody called this function from a program of theirs.
    if argv is None and _leaves_quickly():
        sys.stderr.flush()
        os._exit(code)
    sys.exit(code)


def _drop_output() -> None:
    """Send nowhere what cannot be printed; the interpreter would try again at its end and change the exit code."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            with contextlib.suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _leaves_quickly() -> bool:
    output = sys.modules.get("harmlex.cli.output")
    return output is not None and output.leaves_quickly()
