"""A model's server on loopback: speaks both protocols as their references have them, or misbehaves."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

from digest.sources.posting import Poster
from digest.summarisers.anthropic import Anthropic
from digest.summarisers.model import Model
from digest.summarisers.openai import OpenAI
from tests.sources.web import LOOPBACK, Loopback, Reply

KEY = "sk-canary-0123456789"
DIALECTS = {"openai": OpenAI(), "anthropic": Anthropic()}
BASES = {"openai": "/v1", "anthropic": ""}

# What an honest model makes of the ferry: every word can be found in the lines it names.
HEADLINE = "Rescuers pull 106 people from sinking ferry off Port Sorrow"
SENTENCES = (
    "A ferry carrying 120 passengers sank off Port Sorrow early on Thursday, and rescuers pulled 106 people "
    "from the water, officials said.",
    "The coast guard said 14 passengers were still missing by midday.",
)

Answer = Callable[[Any], None]


def story(headline: str = HEADLINE, *sentences: str, uses: tuple[int, ...] = (2, 5, 6)) -> str:
    """A model's words for a story; by default the honest ones."""
    told = [{"text": one, "from": list(uses)} for one in sentences or SENTENCES]
    return json.dumps({"headline": headline, "headline_from": list(uses), "sentences": told})


def verdicts(*supported: bool, uses: tuple[int, ...] = (2, 5, 6)) -> str:
    """A second reading: one verdict a text, headline first."""
    rows = [{"text": n, "supported": one, "from": list(uses)} for n, one in enumerate(supported, start=1)]
    return json.dumps({"verdicts": rows})


def envelope(kind: str, text: str, **changed: Any) -> dict[str, Any]:
    """An answer of this protocol around a model's words."""
    if kind == "openai":
        message = {"role": "assistant", "content": text, "refusal": None, **changed.pop("message", {})}
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
        choice |= changed.pop("choice", {})
        usage = {"prompt_tokens": 700, "completion_tokens": 90, "total_tokens": 790}
        whole = {"id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "small-1"}
        return {**whole, "choices": [choice], "usage": usage, **changed}
    whole = {"id": "msg_1", "type": "message", "role": "assistant", "model": "small-1"}
    whole |= {"content": [{"type": "text", "text": text}], "stop_reason": "end_turn", "stop_sequence": None}
    return {**whole, "usage": {"input_tokens": 700, "output_tokens": 90}, **changed}


def said(kind: str, text: str, **changed: Any) -> Reply:
    return reply(envelope(kind, text, **changed))


def reply(table: object, status: int = 200, **headers: str) -> Reply:
    named = {"Content-Type": "application/json", **{k.replace("_", "-"): v for k, v in headers.items()}}
    return Reply(json.dumps(table).encode(), status, named)


def error(status: int, kind: str, message: str = "no", **headers: str) -> Reply:
    """A failure as both protocols shape it."""
    return reply(
        {"type": "error", "error": {"type": kind, "message": message, "param": None, "code": None}},
        status,
        **headers,
    )


@dataclass
class ModelServer:
    """Answers as `model` says, after what stands in `script`, which is used up first.

    `lacks` are features it does not know and complains of, as real servers do.
    """

    kind: str = "openai"
    model: Callable[[Mapping[str, Any]], str] = lambda _: story()
    script: list[Answer] = field(default_factory=list)
    lacks: frozenset[str] = frozenset()
    seen: list[tuple[str, dict[str, str], dict[str, Any]]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    most_at_once: int = 0
    _now: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __enter__(self) -> ModelServer:
        self._server = Loopback(_Handler, self)
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self._server.end()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}{BASES[self.kind]}"

    def summariser(self, **options: Any) -> Model:
        """A summariser that asks this server, and waits for nobody."""
        given = {"model": "small-1", "api_key": KEY, "base_url": self.url, "timeout": 5.0, "pause": _unwaited}
        client = options.pop("client", None) or Poster(allow_networks=LOOPBACK)
        return Model(dialect=DIALECTS[self.kind], client=client, **{**given, **options})

    def answer(self, handler: Any, body: dict[str, Any]) -> Answer:
        with self._lock:
            if self.script:
                return self.script.pop(0)
        fault = self._faulty(handler.path, handler.headers, body)
        if fault:
            return fault
        return said(self.kind, self.model(body)) if self.kind == "openai" else self._message(body)

    def enter(self) -> None:
        with self._lock:
            self._now += 1
            self.most_at_once = max(self.most_at_once, self._now)

    def leave(self) -> None:
        with self._lock:
            self._now -= 1

    def _message(self, body: dict[str, Any]) -> Reply:
        if "tools" not in body:
            return said(self.kind, self.model(body))
        used = {"type": "tool_use", "id": "toolu_1", "name": body["tool_choice"]["name"]}
        used |= {"input": json.loads(self.model(body))}
        return said(self.kind, "", content=[used], stop_reason="tool_use")

    def _faulty(self, path: str, headers: Mapping[str, str], body: dict[str, Any]) -> Reply | None:
        """What the reference does not allow, and what this server does not know."""
        openai = self.kind == "openai"
        key = headers.get("Authorization") if openai else headers.get("x-api-key")
        if path != BASES[self.kind] + DIALECTS[self.kind].path:
            return error(404, "not_found_error")
        if key != (f"Bearer {KEY}" if openai else KEY):
            return error(401, "authentication_error", f"Incorrect API key provided: {key}")
        if not openai and headers.get("anthropic-version") != "2023-06-01":
            return error(400, "invalid_request_error", "anthropic-version: header is required")
        if body.get("model") != "small-1":
            return error(404, "not_found_error", f"model: {body.get('model')}")
        for feature in self.lacks:
            if complaint := _complaint(feature, body):
                return error(400, "invalid_request_error", complaint)
        schema = _schema(body)
        if schema is not None and not _strict(schema):
            return error(400, "invalid_request_error", "Invalid schema for response_format")
        if not openai and not body.get("max_tokens"):
            return error(400, "invalid_request_error", "max_tokens: Field required")
        return None


def _complaint(feature: str, body: dict[str, Any]) -> str:
    format_ = body.get("response_format", {}).get("type")
    if feature == format_:
        return f"'response_format.type' {feature} is unavailable now"
    if feature == "max_tokens" and feature in body:
        return "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."
    if feature == "temperature" and feature in body:
        return "`temperature` is deprecated for this model."
    if feature == "output_config" and feature in body:
        return "output_config: Extra inputs are not permitted"
    if feature == "tool_choice" and feature in body:
        return "tool_choice: forcing a tool is not supported"
    return ""


def _schema(body: dict[str, Any]) -> Any:
    shape = body.get("response_format", {}).get("json_schema", {})
    return shape.get("schema") or body.get("output_config", {}).get("format", {}).get("schema")


def _strict(schema: Any) -> bool:
    """Every key is required and no other allowed, all the way down."""
    if schema["type"] == "array":
        return _strict(schema["items"])
    if schema["type"] != "object":
        return True
    whole = sorted(schema["required"]) == sorted(schema["properties"])
    return (
        whole and schema["additionalProperties"] is False and all(map(_strict, schema["properties"].values()))
    )


def _unwaited(_: float) -> None:
    """A pause that nobody waits for."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Loopback

    def do_POST(self) -> None:
        web = self.server.web
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        web.seen.append((self.path, dict(self.headers.items()), body))
        web.enter()
        try:
            web.answer(self, body)(self)
        except OSError:
            self.close_connection = True
        finally:
            web.leave()

    def log_message(self, *_: Any) -> None:
        pass
