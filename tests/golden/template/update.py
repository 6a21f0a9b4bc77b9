"""Writes the .expected files beside the .jinja files, as Jinja2 3.1.6 renders them under dbt's settings.

A file holds cases, each under a line `##### name`. Run: python tests/golden/template/update.py
"""

import pathlib
import re

import jinja2
from jinja2.sandbox import SandboxedEnvironment

assert jinja2.__version__ == "3.1.6", jinja2.__version__

env = SandboxedEnvironment(extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"])
for name in ("as_text", "as_bool", "as_native", "as_number"):
    env.filters[name] = lambda value: value


def outcome(source):
    try:
        return env.from_string(source).render()
    except Exception as error:
        return f"{type(error).__name__}: line {getattr(error, 'lineno', '-')}"


for path in sorted(pathlib.Path(__file__).parent.glob("*.jinja")):
    parts = re.split(r"^##### (.*)\n", path.read_text(), flags=re.M)[1:]
    cases = zip(parts[::2], parts[1::2])
    text = "".join(f"##### {name}\n{outcome(source[:-1])}\n" for name, source in cases)
    path.with_suffix(".expected").write_text(text)
