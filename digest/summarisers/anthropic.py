"""The dialect of Anthropic's messages, with structured outputs, or a tool whose input is the answer."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from digest.summarisers.dialect import Manners, Question, Said, Table, count, cut, refused, unreadable

VERSION = "2023-06-01"
# Models before 4.5 know no `output_config`; the newest take neither a temperature nor an order to use a tool.
FEATURES = {
    "temperature": ("temperature", "top_p"),
    "output_config": ("output_config", "output_format", "json_schema", "schema", "structured"),
    "tool": ("tool",),
}


@dataclass(frozen=True, slots=True)
class Anthropic:
    """Messages whose answer keeps a schema."""

    name: str = "anthropic"
    address: str = "https://api.anthropic.com"
    path: str = "/v1/messages"

    def headers(self, key: str) -> dict[str, str]:
        """The key in its own header, and the version of the protocol."""
        return {"anthropic-version": VERSION, **({"x-api-key": key} if key else {})}

    def body(self, question: Question, manners: Manners) -> dict[str, Any]:
        """The rules as `system`, the material as one message."""
        body: dict[str, Any] = {
            "model": manners.model,
            "max_tokens": question.most_tokens,
            "system": question.rules,
            "messages": [{"role": "user", "content": question.material}],
        }
        if "temperature" not in manners.dropped:
            body["temperature"] = 0
        shape = question.shape
        if "output_config" not in manners.dropped:
            body["output_config"] = {"format": {"type": "json_schema", "schema": shape.schema}}
        elif "tool" not in manners.dropped:
            tool = {"name": shape.name, "description": "Hand in the answer.", "input_schema": shape.schema}
            body |= {"tools": [tool], "tool_choice": {"type": "tool", "name": shape.name}}
        return body

    def said(self, answer: Table) -> Said:
        """The input of the tool as JSON where one was used, else the text."""
        content, ended = answer.get("content"), answer.get("stop_reason")
        if ended == "refusal":
            raise refused("the model declined")
        if ended in ("max_tokens", "model_context_window_exceeded"):
            raise cut()
        if not isinstance(content, list):
            raise unreadable("the answer holds no content")
        blocks = [block for block in content if isinstance(block, dict)]
        handed = [json.dumps(block.get("input")) for block in blocks if block.get("type") == "tool_use"]
        texts = [block.get("text") for block in blocks if block.get("type") == "text"]
        text = handed[0] if handed else "".join(text for text in texts if isinstance(text, str))
        if not text.strip():
            raise unreadable("the answer is empty")
        usage = answer.get("usage")
        read = count(usage, "input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens")
        return Said(text, read, count(usage, "output_tokens"))

    def blamed(self, complaint: str, manners: Manners) -> str:
        """The feature that is named; where none is, the form of the answer."""
        left = [name for name in FEATURES if name not in manners.dropped]
        if "output_config" in left:
            left = [name for name in left if name != "tool"]  # it was not asked for
        named = [name for name in left if any(word in complaint for word in FEATURES[name])]
        return next(iter([*named, *(name for name in left if name != "temperature")]), "")
