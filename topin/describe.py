"""docs/database/ as text: one page of tables per app, one of functions."""

from topin import catalog

HEAD = "<!-- Written by `manage.py describe_database`; change the .sql files and models, not this page. -->\n\n"


def pages():
    """File name → Markdown. Needs `acting_as`."""
    found = catalog.tables()
    apps = dict.fromkeys(table["app"] for table in sorted(found, key=lambda t: t["app"]))
    made = {f"{app}.md": _tables_page(app, [t for t in found if t["app"] == app]) for app in apps if app}
    made["functions.md"] = _functions_page()
    made["README.md"] = _index(found)
    return made


def _index(tables):
    lines = [HEAD + "# Database\n", "What is here is read from a live database and compared with it by a test.\n"]
    lines += ["| table | app | partitioned |", "| --- | --- | --- |"]
    for t in tables:
        lines.append(
            f"| [`{t['name']}`]({t['app']}.md#{t['name']}) | {t['app']} | {'yes' if t['partitioned'] else ''} |"
        )
    return "\n".join(lines) + "\n\nFunctions: [functions.md](functions.md)\n"


def _tables_page(app, tables):
    return HEAD + f"# Tables of {app}\n\n" + "\n".join(_table(t) for t in tables)


def _table(table):
    lines = [f"## {table['name']}\n", "| column | type | null | default |", "| --- | --- | --- | --- |"]
    for c in table["columns"]:
        default = f"`{c['default']}`" if c["default"] else ""
        lines.append(f"| `{c['name']}` | {c['type']} | {'yes' if c['nullable'] else ''} | {default} |")
    lines += ["", "Who may do what (row level security is forced; the owner serves no request):\n"]
    lines += [f"- `{g['role']}`: {g['verbs']}" for g in table["grants"]]
    lines += [f"- `{g['role']}`: {g['verb']} ({g['columns']})" for g in table["column_grants"]]
    if not table["grants"] and not table["column_grants"]:
        lines.append("- nobody but through functions")
    if table["policies"]:
        lines += ["", "| policy | verb | role | using | check |", "| --- | --- | --- | --- | --- |"]
        lines += [_policy(p) for p in table["policies"]]
    return "\n".join(lines) + "\n"


def _policy(policy):
    using, check = (_cell(policy[part]) for part in ("using", "check"))
    return f"| {policy['name']} | {policy['verb']} | {policy['role']} | {using} | {check} |"


def _cell(expression):
    one_line = " ".join(expression.split()).replace("|", "\\|")
    return f"`{one_line}`" if one_line else ""


def _functions_page():
    lines = [HEAD + "# Functions\n"]
    for schema, what in (("api", "Callable by the server"), ("internal", "Helpers of these")):
        lines += [
            f"## {schema}\n",
            f"{what}.\n",
            "| function | returns | promises | who |",
            "| --- | --- | --- | --- |",
        ]
        for f in catalog.functions(schema):
            marks = f["volatility"] + (", definer" if f["definer"] else "")
            roles = f["roles"].replace("topin_", "") or "definers only"
            lines.append(
                f"| `{f['name']}({_cell_text(f['arguments'])})` | {_cell_text(f['result'])} ({marks}) "
                f"| {_cell_text(f['comment'])} | {roles} |"
            )
        lines.append("")
    return "\n".join(lines)


def _cell_text(text):
    return " ".join(text.split()).replace("|", "\\|")
