"""Interactive elements: buttons, menus, inputs."""

from collections.abc import Callable
from typing import Any

from sandbox.limits.problems import Problems

Json = dict[str, Any]

STYLES = ("primary", "danger")
INPUTS = {
    "plain_text_input",
    "checkboxes",
    "radio_buttons",
    "datepicker",
    "timepicker",
    "datetimepicker",
    "static_select",
    "multi_static_select",
    "external_select",
    "multi_external_select",
    "users_select",
    "multi_users_select",
    "conversations_select",
    "multi_conversations_select",
    "channels_select",
    "multi_channels_select",
    "email_text_input",
    "url_text_input",
    "number_input",
    "rich_text_input",
    "file_input",
}
ONLY_INPUT = {"plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input", "file_input"}
IN_ACTIONS = (INPUTS - ONLY_INPUT) | {"button", "overflow", "workflow_button", "rich_text_input"}
IN_SECTION = (INPUTS - ONLY_INPUT) | {"button", "overflow", "workflow_button", "image"}


def check_element(problems: Problems, element: Json, where: str, allowed: set[str]) -> None:
    """One element, at a place where the kinds in `allowed` may stand."""

    kind = element.get("type")
    if kind not in allowed:
        problems.add(f"unsupported type: {kind}", f"{where}/type")
        return
    if kind == "image":
        check_image(problems, element, where)
        return
    problems.optional(element, "action_id", where, 255, 1)
    if element.get("confirm") is not None:
        check_confirm(problems, element["confirm"], f"{where}/confirm")
    if element.get("placeholder") is not None:
        problems.plain(element["placeholder"], f"{where}/placeholder", 150)
    if check := KINDS.get(str(kind)):
        check(problems, element, where)


def check_image(problems: Problems, image: Json, where: str) -> None:
    """An image: a public address or a Slack file, and words for who can't see it."""

    if not image.get("image_url") and not image.get("slack_file"):
        problems.add("missing required field: image_url", where)
    problems.optional(image, "image_url", where, 3000, 1)
    if problems.required(image, "alt_text", where):
        problems.length(image["alt_text"], f"{where}/alt_text", 2000)


def _button(problems: Problems, element: Json, where: str) -> None:
    if problems.required(element, "text", where):
        problems.plain(element["text"], f"{where}/text", 75)
    problems.optional(element, "value", where, 2000)
    problems.optional(element, "url", where, 3000)
    problems.optional(element, "accessibility_label", where, 75)
    if "style" in element and element["style"] not in STYLES:
        problems.add(f"must be one of: {', '.join(STYLES)}", f"{where}/style")


def check_confirm(problems: Problems, confirm: Any, where: str) -> None:
    """A confirmation dialog."""

    if not isinstance(confirm, dict):
        problems.add("must be an object", where)
        return
    for name, most in (("title", 100), ("confirm", 30), ("deny", 30)):
        if confirm.get(name) is not None:
            problems.plain(confirm[name], f"{where}/{name}", most)
    if problems.required(confirm, "text", where):
        problems.text(confirm["text"], f"{where}/text", 300)
    if "style" in confirm and confirm["style"] not in STYLES:
        problems.add(f"must be one of: {', '.join(STYLES)}", f"{where}/style")


def _options(most: int, least: int = 1) -> Callable[[Problems, Json, str], None]:
    def check(problems: Problems, element: Json, where: str) -> None:
        if groups := element.get("option_groups"):
            problems.items(groups, f"{where}/option_groups", 100, lambda g, w: _group(problems, g, w))
            return
        if problems.required(element, "options", where):
            problems.items(
                element["options"], f"{where}/options", most, lambda o, w: check_option(problems, o, w), least
            )
        offered = [o for o in element.get("options") or [] if isinstance(o, dict)]
        chosen = element.get("initial_options") or [o for o in [element.get("initial_option")] if o]
        for option in chosen:
            if option not in offered:
                problems.add("initial option must match one of the options", f"{where}/initial_option")

    return check


def _group(problems: Problems, group: Json, where: str) -> None:
    problems.plain(group.get("label"), f"{where}/label", 75)
    problems.items(group.get("options"), f"{where}/options", 100, lambda o, w: check_option(problems, o, w))


def check_option(problems: Problems, option: Json, where: str) -> None:
    """One choice of a menu."""

    if problems.required(option, "text", where):
        problems.text(option["text"], f"{where}/text", 75)
    if not option.get("value"):
        problems.add("missing required field: value", where)
    problems.optional(option, "value", where, 150)
    if option.get("description") is not None:
        problems.text(option["description"], f"{where}/description", 75)


def _text_input(problems: Problems, element: Json, where: str) -> None:
    problems.optional(element, "initial_value", where, 3000)
    if not 0 <= int(element.get("min_length") or 0) <= 3000:
        problems.add("must be between 0 and 3000", f"{where}/min_length")
    if not 1 <= int(element.get("max_length") or 1) <= 3000:
        problems.add("must be between 1 and 3000", f"{where}/max_length")


KINDS: dict[str, Callable[[Problems, Json, str], None]] = {
    "button": _button,
    "overflow": _options(5),
    "static_select": _options(100),
    "multi_static_select": _options(100),
    "checkboxes": _options(10),
    "radio_buttons": _options(10),
    "plain_text_input": _text_input,
}
