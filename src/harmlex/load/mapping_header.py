"""The metadata block of a mapping file: YAML behind number signs, read with the place of every value."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

import yaml

from harmlex.load.mapping_values import CONTROL, Wrong, date_wrong, id_wrong, uri_wrong
from harmlex.model.sssom import BUILT_IN_PREFIXES, ROW_SLOTS, SET_SLOTS, Slot

__all__ = ["Header", "Say", "read_header"]

# Takes code, line, column (from 1), message and hint.
Say = Callable[[str, int, int, str, str], None]

_REQUIRED = (
    "curie_map",
    "mapping_set_id",
    "mapping_set_version",
    "mapping_set_title",
    "creator_id",
    "license",
)
_PREFIX = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*")
_BASE = re.compile(r"https?://[^\s<>\"{}|\\^`]+[/#_]")


class Header(NamedTuple):
    """What a metadata block says.

    Attributes:
        values: The slots; those that hold lists as tuples, ``curie_map`` as a dict.
        places: Line and column of each slot's key.
        prefixes: The declared prefixes.
    """

    values: dict[str, object]
    places: dict[str, tuple[int, int]]
    prefixes: dict[str, str]


class _Scalar(NamedTuple):
    text: str
    line: int
    column: int


def read_header(lines: list[str], say: Say) -> Header | None:
    """Read the lines of a metadata block.

    Args:
        lines: The lines, each with its number sign, from the first line of the file.
        say: Told of every finding.

    Returns:
        What it says; ``None`` if it is no YAML that can be understood.
    """
    indent = len(lines[0]) - 1 - len(lines[0][1:].lstrip(" ")) if lines else 0
    for number, line in enumerate(lines, start=1):
        inside = line[1:]
        if unseen := CONTROL.search(line):
            message = f"The metadata block holds the unseen character U+{ord(unseen[0]):04X}."
            say("HLX-M013", number, unseen.start() + 1, message, "Remove it.")
        if inside.strip() and not inside.startswith(" " * indent):
            say("HLX-M003", number, 1, "The lines of the metadata block are not indented alike.", "Run `harmlex fmt`.")
            return None
        if not inside.strip():
            say("HLX-M004", number, 1, "The metadata block has an empty line.", "Remove the line.")
        if inside.lstrip(" ").startswith("#"):
            say("HLX-M003", number, 1, "The metadata block has a comment, which SSSOM forbids.", "Remove the line.")
    text = "\n".join(line[1 + indent :] for line in lines)
    node = _composed(text, indent, say)
    if node is None:
        return None
    reader = _Reader(indent, say)
    return reader.read(node)


# Lines of a key, a list dash or both, each with a quoted text or one that begins with a letter or digit: what YAML
# keeps for anchors, aliases, tags, directives and comments cannot begin there.
_CANONICAL = re.compile(
    r'(?:(?:  )?(?:- )?(?:[A-Za-z_][\w.-]*:)?(?: ?"(?:[^"\\\n]|\\.)*"| ?\w(?:[^\n#:]|:(?=[^\s]))*)?(?:\n|\Z))*'
)


def _composed(text: str, indent: int, say: Say) -> yaml.MappingNode | None:
    """Return the block as a YAML mapping, or say why it is none."""
    block = "The metadata block"
    try:
        covered: dict[int, int] = {}
        # Token by token is slow; a block as the formatter writes it can hold nothing that is forbidden.
        for token in () if _CANONICAL.fullmatch(text) else yaml.scan(text, Loader=yaml.CSafeLoader):
            if isinstance(
                token,
                yaml.AliasToken | yaml.AnchorToken | yaml.TagToken | yaml.DirectiveToken | yaml.DocumentStartToken,
            ):
                line, column = token.start_mark.line + 1, token.start_mark.column + indent + 2
                hint = "Write plain values: no anchors, aliases, tags, directives or document marks."
                say("HLX-M003", line, column, f"{block} uses a feature of YAML that SSSOM forbids.", hint)
                return None
            for line in range(token.start_mark.line, token.end_mark.line):
                covered[line] = 10**9
            covered[token.end_mark.line] = max(covered.get(token.end_mark.line, 0), token.end_mark.column)
        for number, line_text in enumerate(text.split("\n") if covered else ()):
            rest = line_text[covered.get(number, 0) :].lstrip(" ")
            if rest.startswith("#") and covered.get(number, 0):
                column = covered[number] + indent + 2
                hint = "Remove the comment, or put quotes round the value."
                say("HLX-M003", number + 1, column, f"{block} has a comment, which SSSOM forbids.", hint)
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + indent + 2) if mark else (1, 1)
        problem = f"{block} is no YAML: {error.problem or error.context}."
        say("HLX-M003", line, column, problem, "Write `#key: value`, lists as `#  - item`, and no comments.")
        return None
    except yaml.YAMLError as error:
        say("HLX-M003", 1, 1, f"{block} is no YAML: {error}.", "Remove characters that cannot be printed.")
        return None
    if not isinstance(node, yaml.MappingNode):
        hint = "Begin the file with `#curie_map:` and one `#key: value` for each slot."
        say("HLX-M003", 1, 1, f"{block} is missing or holds no keys.", hint)
        return None
    return node


class _Reader:
    """Reads one YAML mapping as the metadata of a set."""

    def __init__(self, indent: int, say: Say) -> None:
        self.shift = indent + 2
        self.say = say
        self.values: dict[str, object] = {}
        self.places: dict[str, tuple[int, int]] = {}
        self.prefixes: dict[str, str] = {}

    def read(self, node: yaml.MappingNode) -> Header:
        ids: list[tuple[Slot, _Scalar]] = []
        for key_node, value_node in node.value:
            key = self._scalar(key_node)
            if key is None:
                self._wrong(key_node, Wrong("HLX-M003", "A key of the block is no word.", "Write a slot name."))
                continue
            if key.text in self.places:
                hint = "Keep one of the two."
                self.say("HLX-M003", key.line, key.column, f"`{key.text}` stands twice in the metadata block.", hint)
                continue
            self.places[key.text] = (key.line, key.column)
            if self._known(key):
                ids += self._take(SET_SLOTS[key.text], value_node)
        for slot, value in ids:
            wrong = id_wrong(value.text, self.prefixes)
            if wrong is not None:
                self.say(wrong.code, value.line, value.column, f"{slot.name}: {wrong.message}", wrong.hint)
        for name in _REQUIRED:
            if name not in self.places:
                self.say("HLX-M006", 1, 1, f"The metadata block has no `{name}`.", f"Add `#{name}:` with its value.")
        return Header(self.values, self.places, self.prefixes)

    def _known(self, key: _Scalar) -> bool:
        if key.text in SET_SLOTS:
            if SET_SLOTS[key.text].newer and key.text != "sssom_version" and "sssom_version" not in self.places:
                hint = 'Say `#sssom_version: "1.1"` first, or remove it; curated files use SSSOM 1.0.'
                self.say("HLX-M024", key.line, key.column, f"`{key.text}` is a slot of SSSOM 1.1.", hint)
            return True
        if key.text == "extension_definitions":
            message, hint = "Extension slots are lost on the way through other tools.", "Say it in a standard slot."
        elif key.text in ROW_SLOTS:
            message, hint = f"`{key.text}` is a slot of rows, not of the set.", "Make it a column."
        else:
            message, hint = f"`{key.text}` is no slot of a mapping set.", "Correct its spelling, or remove it."
        self.say("HLX-M005", key.line, key.column, message, hint)
        return False

    def _take(self, slot: Slot, node: yaml.Node) -> list[tuple[Slot, _Scalar]]:
        """Take one slot; return its identifiers, which can be judged when all prefixes are known."""
        if slot.holds == "map":
            self._take_prefixes(node)
            return []
        nodes = node.value if slot.many and isinstance(node, yaml.SequenceNode) else [node]
        found: list[_Scalar] = []
        for item in nodes:
            value = self._scalar(item)
            if value is None or not value.text.strip():
                form = "a list of texts" if slot.many else "one text"
                message = f"The value of `{slot.name}` is not {form}." if value is None else f"`{slot.name}` is empty."
                self._wrong(item, Wrong("HLX-M007", message, "Write a value, or remove the key."))
                continue
            wrong = _wrong_in_set(slot, value.text)
            if wrong is not None:
                self.say(wrong.code, value.line, value.column, f"{slot.name}: {wrong.message}", wrong.hint)
            found.append(value)
        if slot.many:
            self.values[slot.name] = tuple(value.text for value in found)
        elif found:
            self.values[slot.name] = found[0].text
        return [(slot, value) for value in found] if slot.holds == "id" and slot.name != "curation_rule" else []

    def _take_prefixes(self, node: yaml.Node) -> None:
        if not isinstance(node, yaml.MappingNode):
            hint = "Write one line for each prefix: `#  hlx: https://w3id.org/harmlex/`."
            self._wrong(node, Wrong("HLX-M008", "`curie_map` holds no prefixes.", hint))
            return
        self.values["curie_map"] = self.prefixes
        for key_node, value_node in node.value:
            prefix, base = self._scalar(key_node), self._scalar(value_node)
            if prefix is None or base is None:
                self._wrong(key_node, Wrong("HLX-M008", "A prefix and its IRI are two texts.", "Write `prefix: IRI`."))
                continue
            wrong = self._wrong_prefix(prefix.text, base.text)
            if wrong is not None:
                self.say(wrong.code, prefix.line, prefix.column, wrong.message, wrong.hint)
            if prefix.text not in BUILT_IN_PREFIXES:
                self.prefixes.setdefault(prefix.text, base.text)

    def _wrong_prefix(self, prefix: str, base: str) -> Wrong | None:
        if prefix in BUILT_IN_PREFIXES:
            if BUILT_IN_PREFIXES[prefix] == base:
                return Wrong("HLX-M027", f"`{prefix}` is built in and need not be declared.", "Run `harmlex fmt`.")
            return Wrong("HLX-M008", f"`{prefix}` is built in and cannot mean `{base}`.", "Use another prefix.")
        if prefix in self.prefixes:
            return Wrong("HLX-M008", f"The prefix `{prefix}` is declared twice.", "Keep one of the two.")
        if not _PREFIX.fullmatch(prefix):
            return Wrong("HLX-M008", f"`{prefix}` cannot be a prefix.", "Use letters, digits, `.`, `_` and `-`.")
        if not _BASE.fullmatch(base):
            hint = "Write an http or https IRI that ends in `/`, `#` or `_`."
            return Wrong("HLX-M008", f"`{base}` cannot be what the prefix `{prefix}` stands for.", hint)
        return None

    def _scalar(self, node: yaml.Node) -> _Scalar | None:
        if not isinstance(node, yaml.ScalarNode):
            return None
        text = str(node.value)
        return _Scalar(text, node.start_mark.line + 1, node.start_mark.column + self.shift)

    def _wrong(self, node: yaml.Node, wrong: Wrong) -> None:
        self.say(wrong.code, node.start_mark.line + 1, node.start_mark.column + self.shift, wrong.message, wrong.hint)


def _wrong_in_set(slot: Slot, value: str) -> Wrong | None:
    """Say what is wrong with a value of the set that can be judged alone."""
    plain: Mapping[str, Callable[[str], Wrong | None]] = {"uri": uri_wrong, "date": date_wrong}
    if slot.holds in plain:
        return plain[slot.holds](value)
    if slot.holds == "entity_type" and value != "skos concept":
        return Wrong("HLX-M007", f"`{value}` is not what is mapped here.", "Write `skos concept`.")
    if slot.holds == "version" and value not in ("1.0", "1.1"):
        return Wrong("HLX-M007", f"There is no SSSOM {value}.", 'Write "1.1", or remove the key for 1.0.')
    return None
