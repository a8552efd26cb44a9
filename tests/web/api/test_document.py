"""The OpenAPI document, tried out: whatever it allows is answered as it says, and never with a 5xx."""

from __future__ import annotations

import json
from typing import Any

import pytest
import requests
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable

from digest.web.api.asked import MOST_BYTES
from tests.web.api.house import Served

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
GenerationMode = schemathesis.GenerationMode

MISFIT = ("body", "path", "query")
CHECKS = pytest.importorskip("schemathesis.specs.openapi.checks")
DOABLE = CHECKS.positive_data_acceptance  # 422 is also what cannot be done

FEW = settings(
    max_examples=6,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def test_every_answer_is_one_that_is_declared(api: Served) -> None:
    """With what the document allows, and with what it does not."""
    document = schemathesis.openapi.from_dict(api.get("openapi.json").json())
    operations = [one.ok() for one in document.get_all_operations()]
    assert len(operations) > 30
    wrong = [told for one in operations for mode in GenerationMode for told in tried(one, mode, api)]
    assert not wrong, "\n\n".join(wrong)


def tried(operation: Any, mode: Any, api: Served) -> list[str]:
    """What the answers of this operation had that they should not."""

    @FEW
    @given(operation.as_strategy(generation_mode=mode))
    def trial(case: Any) -> None:
        sent(case, api)
        if mode is GenerationMode.POSITIVE:
            assert not sent(case, api).startswith(MISFIT)
            assert not sent(informed(case, api), api).startswith(MISFIT)

    try:
        trial()
    except Unsatisfiable:  # nothing can be sent here that is not allowed
        return []
    except (Exception, BaseExceptionGroup) as fault:  # noqa: BLE001  (all of them are told together)
        return [f"{operation.label}, {mode.value}: {fault}"]
    return []


def sent(case: Any, api: Served) -> str:
    """Send it, look at the answer by the document; what a refusal says."""
    answer = case.call_and_validate(
        base_url=api.home, headers=api.bearer(), timeout=30, excluded_checks=[DOABLE]
    )
    return "" if answer.status_code < 400 else str(answer.json()["detail"])


def informed(case: Any, api: Served) -> Any:
    """The same, from a program that has looked at what it changes: it means what is there."""
    if "/tuning/" in case.path:
        return tuned(case, api)
    if "/sources/" in case.path:
        return tended(case, api)
    edition = api.today()
    if len(edition["stories"]) < 3:  # what was dropped and merged before comes back
        edition = api.post("editions/today/restore", {"seen": edition["revision"], "number": 1}).json()
    story, other = edition["stories"][:2]
    there = {"seen": edition["revision"], "section": story["section"], "other": other["key"]}
    there |= {
        "spare": (edition["spares"] or [other])[0]["key"],
        "url": [story["source"], *story["also"]][-1]["url"],
    }
    there |= {"urls": [story["source"]["url"]], "number": 1, "address": "ada@example.org"}
    for name, value in (("day", "today"), ("key", story["key"])):
        if name in (case.path_parameters or {}):
            case.path_parameters[name] = value
    if isinstance(case.body, dict):
        case.body.update({name: there[name] for name in there if name in case.body})
    return case


def tuned(case: Any, api: Served) -> Any:
    stands = api.get("tuning").json()
    there = {"seen": stands["seen"], "quotas": [{"section": stands["sections"][0]["key"], "most": 3}]}
    if isinstance(case.body, dict):
        case.body.update({name: there[name] for name in there if name in case.body})
    return case


def tended(case: Any, api: Served) -> Any:
    stands = api.get("sources").json()
    if stands["sources"] and "key" in (case.path_parameters or {}):  # each is removed in the end
        case.path_parameters["key"] = stands["sources"][0]["key"]
    if isinstance(case.body, dict) and "seen" in case.body:
        case.body["seen"] = stands["seen"]
    return case


def bounds(schema: dict[str, Any], within: dict[str, Any]) -> list[str]:
    """The parts of a schema that leave something open."""
    if "$ref" in schema:
        return bounds(within[schema["$ref"].rpartition("/")[2]], within)
    if "anyOf" in schema:
        return [open for one in schema["anyOf"] for open in bounds(one, within)]
    kind = schema.get("type")
    if kind == "object":
        loose = [] if schema.get("additionalProperties") is False else ["any other field"]
        fields = schema.get("properties", {}).items()
        return loose + [f"{name}: {open}" for name, one in fields for open in bounds(one, within)]
    if kind == "array":
        return ([] if "maxItems" in schema else ["any number"]) + bounds(schema["items"], within)
    if kind == "integer":
        return [] if {"minimum", "maximum"} <= schema.keys() else ["any number"]
    if kind == "number":
        return [] if {"exclusiveMinimum", "maximum"} <= schema.keys() else ["any number"]
    if kind == "string":
        narrow = {"maxLength", "enum", "const"} & schema.keys() or "{" in schema.get("pattern", "")
        return [] if narrow else ["any length"]
    return [] if kind in ("boolean", "null") else [f"anything: {schema}"]


def test_every_field_has_its_bounds(api: Served) -> None:
    document = api.get("openapi.json").json()
    within = document["components"]["schemas"]
    acts = [(path, act) for path, acts in document["paths"].items() for act in acts.values()]
    asked = 0
    for path, act in acts:
        fields = [one["schema"] for one in act.get("parameters", [])]
        if "requestBody" in act:
            fields.append(act["requestBody"]["content"]["application/json"]["schema"])
        asked += len(fields)
        assert [open for one in fields for open in bounds(one, within)] == [], path
    assert asked > 40


def test_every_act_is_named_described_and_opened_by_a_token(api: Served) -> None:
    document = api.get("openapi.json").json()
    assert document["components"]["securitySchemes"] == {
        "HTTPBearer": {
            "type": "http",
            "scheme": "bearer",
            "description": "A token of `digest users token`, or of the page *You*.",
        }
    }
    acts = [act for acts in document["paths"].values() for act in acts.values()]
    names = [act["operationId"] for act in acts]
    assert len(set(names)) == len(names) > 30
    assert all(act["security"] == [{"HTTPBearer": []}] for act in acts)
    assert all(len(act["description"]) > 10 for act in acts)


def test_the_document_is_for_those_who_may_come_in(api: Served) -> None:
    assert requests.get(f"{api.home}/api/openapi.json", timeout=20).status_code == 401


LONG = "𝔄"  # twelve bytes in JSON


def full(schema: dict[str, Any], within: dict[str, Any]) -> Any:
    """The longest that a schema allows, but for its patterns."""
    if "$ref" in schema:
        return full(within[schema["$ref"].rpartition("/")[2]], within)
    if "anyOf" in schema:
        return full(schema["anyOf"][0], within)
    if schema["type"] == "object":
        return {name: full(one, within) for name, one in schema["properties"].items()}
    if schema["type"] == "array":
        return [full(schema["items"], within)] * schema["maxItems"]
    if schema["type"] == "string":
        return LONG * schema.get("maxLength", 64)
    return schema.get("maximum", True)


def test_nothing_that_the_bounds_allow_is_too_much(api: Served) -> None:
    """Every field full, in the letters that take the most bytes: whatever else is wrong with it."""
    document = api.get("openapi.json").json()
    within = document["components"]["schemas"]
    sizes = []
    for path, acts in document["paths"].items():
        if "requestBody" not in acts.get("post", {}):
            continue
        body = full(acts["post"]["requestBody"]["content"]["application/json"]["schema"], within)
        answer = api.post(path.removeprefix("/api/").format(day="today", key="none"), body)
        assert answer.status_code != 413, path
        sizes.append(len(json.dumps(body)))
    assert 64 * 1024 < max(sizes) < MOST_BYTES < 1.1 * max(sizes)
