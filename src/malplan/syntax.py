"""What stops a parser of YAML or JSON, in words that help the writer of a plan.

The parsers speak English and of tokens. What people do wrong is known here, in both languages; the
rest is told in the parser's own words.
"""

from __future__ import annotations

import json
import re

import yaml

from malplan.errors import shown
from malplan.messages import Message
from malplan.messages import problems as words

# By the words of libyaml, which PyYAML hands on (scanner.c, parser.c).
_YAML = {
    "mapping values are not allowed in this context": words.COLON_IN_TEXT,
    "did not find expected key": words.INDENTATION,
    "did not find expected '-' indicator": words.INDENTATION,
    "block sequence entries are not allowed in this context": words.DASH_MISPLACED,
    "could not find expected ':'": words.NO_COLON,
    "found unexpected end of stream": words.OPEN_QUOTE,
    "did not find expected ',' or ']'": words.OPEN_LIST,
    "did not find expected ',' or '}'": words.OPEN_MAPPING,
    "found character that cannot start any token": words.BAD_START,
    "did not find expected alphabetic or numeric character": words.BAD_START,
    "did not find expected node content": words.BAD_START,
    "mapping keys are not allowed in this context": words.BAD_START,
    "did not find expected comment or line break": words.BLOCK_TEXT,
    "found unknown escape character": words.BAD_ESCAPE,
    "found invalid Unicode character escape code": words.BAD_ESCAPE,
    "did not find expected hexdecimal number": words.BAD_ESCAPE,
    "did not find expected <document start>": words.TEXT_AFTER_END,
}

# By how the messages of the standard library's json.decoder begin.
_JSON = {
    "Expecting value": words.NO_VALUE,
    "Expecting property name": words.NO_NAME,
    "Expecting ':'": words.NO_COLON,
    "Expecting ','": words.NO_COMMA,
    "Illegal trailing comma": words.COMMA_BEFORE_END,
    "Extra data": words.TEXT_AFTER_END,
    "Invalid control character": words.RAW_CONTROL_CHARACTER,
    "Unterminated string": words.OPEN_QUOTE,
    "Invalid \\": words.BAD_ESCAPE,
}


_BREAKS = re.compile("\r\n|[\r\n\x85\u2028\u2029]")  # what YAML 1.1 takes for the end of a line

# What is told where it began: the parser notices it at the end of the text, or a line too late.
_BEGAN = (words.NO_COLON, words.OPEN_QUOTE, words.OPEN_LIST, words.OPEN_MAPPING)


def yaml_reason(error: yaml.MarkedYAMLError, text: str) -> tuple[Message, int]:
    """Why a text is no YAML, and the line, from 1."""
    reason = error.problem or str(error)
    message = _YAML.get(reason) or words.SYNTAX.format(language="YAML", reason=shown(reason))
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return message, 1
    # The parser may stop on the line after the last.
    last = len(_BREAKS.findall(text.rstrip())) + 1
    rest = "\n".join(text.split("\n")[mark.line :])[mark.column :]
    if rest.startswith("\t"):
        message = words.TAB
    elif message == words.BAD_START and not rest.strip():
        message = words.NOT_FINISHED
    if message in _BEGAN and error.context_mark is not None:
        mark = error.context_mark
    return message, min(mark.line + 1, last)


def json_reason(error: json.JSONDecodeError) -> tuple[Message, int]:
    """Why a text is no JSON, and the line, from 1."""
    reason: Message | str = error.msg
    for start, message in _JSON.items():
        if error.msg.startswith(start):
            reason = message
    line = error.lineno
    before = error.doc[: error.pos].rstrip()
    if before.endswith(",") and error.doc.startswith(("]", "}"), error.pos):
        # Python says so itself from 3.13 on, with the line of the comma.
        reason, line = words.COMMA_BEFORE_END, before.count("\n") + 1
    if not error.doc[error.pos :].strip():
        reason, line = words.NOT_FINISHED, error.doc.rstrip().count("\n") + 1
    return words.SYNTAX.format(language="JSON", reason=reason), line


def written_tag(tag: str) -> str:
    """A YAML tag as people write it: ``!!str``."""
    return shown(tag.replace("tag:yaml.org,2002:", "!!", 1))
