"""The dialect of OpenAI's chat completions, spoken by Ollama, vLLM, llama.cpp and most hosted models too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from digest.summarisers.dialect import Manners, Question, Said, Table, count, cut, refused, unreadable

# The newest models want `max_completion_tokens` and no temperature, older servers know nothing else than
# `max_tokens`; some know a schema, some only "JSON", some neither. Each says so with a 400 that names it.
FEATURES = {
    "max_tokens": ("max_tokens",),
    "temperature": ("temperature",),
    "json_schema": ("response_format", "json_schema", "schema", "grammar", "structured"),
    "json_object": ("response_format", "json_object", "json"),
}


@dataclass(frozen=True, slots=True)
class OpenAI:
    """Chat completions with structured outputs, or as much of them as a server knows."""

    name: str = "openai"
    address: str = "https://api.openai.com/v1"
    path: str = "/chat/completions"

    def headers(self, key: str) -> dict[str, str]:
        """The key as a bearer's token; nothing for a server that asks for none."""
        return {"Authorization": f"Bearer {key}"} if key else {}

    def body(self, question: Question, manners: Manners) -> dict[str, Any]:
        """One system and one user message. Nothing is streamed, stored or sampled twice."""
        told = [("system", question.rules), ("user", question.material)]
        body: dict[str, Any] = {
            "model": manners.model,
            "messages": [{"role": role, "content": content} for role, content in told],
            "stream": False,
        }
        most = "max_completion_tokens" if "max_tokens" in manners.dropped else "max_tokens"
        body[most] = question.most_tokens
        if "temperature" not in manners.dropped:
            body["temperature"] = 0
        if "json_schema" not in manners.dropped:
            shape = {"name": question.shape.name, "strict": True, "schema": question.shape.schema}
            body["response_format"] = {"type": "json_schema", "json_schema": shape}
        elif "json_object" not in manners.dropped:
            body["response_format"] = {"type": "json_object"}
        return body

    def said(self, answer: Table) -> Said:
        """The first choice's words. Some servers part them, and some refuse in a field of its own."""
        choices = answer.get("choices")
        if not (isinstance(choices, list) and choices and isinstance(choices[0], dict)):
            raise unreadable("the answer holds no choice")
        message, ended = choices[0].get("message"), choices[0].get("finish_reason")
        if not isinstance(message, dict):
            raise unreadable("the answer holds no message")
        if message.get("refusal") or ended == "content_filter":
            raise refused("the model declined")
        if ended == "length":
            raise cut()
        usage = answer.get("usage")
        return Said(
            _text(message.get("content")), count(usage, "prompt_tokens"), count(usage, "completion_tokens")
        )

    def blamed(self, complaint: str, manners: Manners) -> str:
        """The feature that is named; where none is, the form of the answer, which most servers lack."""
        left = [name for name in FEATURES if name not in manners.dropped]
        if "json_schema" in left:
            left = [name for name in left if name != "json_object"]  # it was not asked for
        named = [name for name in left if any(word in complaint for word in FEATURES[name])]
        return next(iter([*named, *(name for name in left if name.startswith("json"))]), "")


def _text(content: object) -> str:
    if isinstance(content, list):
        parts = [part.get("text") for part in content if isinstance(part, dict)]
        content = "".join(part for part in parts if isinstance(part, str))
    if not isinstance(content, str) or not content.strip():
        raise unreadable("the answer is empty")
    return content
