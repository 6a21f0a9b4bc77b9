"""Renders templates with Jinja2, set up as dbt does.

Reads {"context": {...}, "templates": [...]} from stdin; writes a list of {"text": ...} or {"error": class, "line": n}.
"""

import json
import sys

import jinja2
from jinja2.sandbox import SandboxedEnvironment

assert jinja2.__version__ == "3.1.6", f"Jinja2 3.1.6 is needed, this is {jinja2.__version__}"


def environment():
    env = SandboxedEnvironment(extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"])
    for name in ("as_text", "as_bool", "as_native", "as_number"):
        env.filters[name] = lambda value: value
    return env


def render(env, source, context):
    try:
        return {"text": env.from_string(source).render({**context, "make_set": set})}
    except Exception as error:  # the class is what is compared
        return {"error": type(error).__name__, "message": str(error)[:200], "line": getattr(error, "lineno", None)}


def main():
    given = json.load(sys.stdin)
    env = environment()
    json.dump([render(env, source, json.loads(json.dumps(given["context"]))) for source in given["templates"]], sys.stdout)


main()
