"""The way into a generated module, as it stands there; `DECISIONS` and `DECISION_LABELS` are its."""

# ruff: noqa
# mypy: ignore-errors


def decide(decision: str, facts: Any, params: Any = None, *, trace: bool = False) -> dict[str, Any]:
    """Answer one decision by its id, or raise `DecisionError`.

    The entries of a trace are shared between answers: copy them before changing anything.
    """
    function = DECISIONS.get(decision) if type(decision) is str else None
    if function is None:
        unknown_name(decision, DECISION_LABELS, "", "unknown_decision", "判定")
    return function(facts, params, trace=trace)


def main(arguments: list[str]) -> int:
    """python module.py decision < request.json, where the request has facts, params and trace."""
    if len(arguments) != 1:
        print(
            f"用法：python module.py 判定 < 请求.json；判定：{'、'.join(DECISIONS)}",
            file=sys.stderr,
        )
        return 2
    try:
        request = read_object(json.load(sys.stdin), "request")
        known = {"facts": "事实", "params": "参数", "trace": "留痕"}
        check_names(request, known, "request", "unknown_key", "键")
        trace = request.get("trace") is True
        answered = decide(arguments[0], request.get("facts"), request.get("params"), trace=trace)
    except (ValueError, RecursionError):
        message = "请求不是一个读得通的 JSON 对象。"
        error = {"code": "bad_request", "message": message, "fact": None}
        print(json.dumps({"error": error}, ensure_ascii=False))
        return 1
    except DecisionError as refused:
        print(json.dumps({"error": refused.to_json()}, ensure_ascii=False))
        return 1
    print(json.dumps(answered, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
