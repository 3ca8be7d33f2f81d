"""Validates feeds with the W3C's feedvalidator, which PYTHONPATH leads to.

Reads lines of JSON, each with the `url` of a feed and perhaps the `accept` to ask for it with; writes a line of JSON for
each, with what the validator says of it.
"""
import json
import sys
import urllib.request

import feedvalidator
from feedvalidator import compatibility
from feedvalidator.formatter.text_plain import Formatter
from feedvalidator.logging import Error, ValidationFailure

accept = None
urlopen = urllib.request.urlopen


def urlopen_accepting(request, **options):
    """The validator has no way of its own to say what it accepts."""
    if accept:
        request.add_header("Accept", accept)
    return urlopen(request, **options)


urllib.request.urlopen = urlopen_accepting

for line in sys.stdin:
    asked = json.loads(line)
    accept = asked.get("accept")
    try:
        events = feedvalidator.validateURL(asked["url"], firstOccurrenceOnly=1)["loggedEvents"]
    except ValidationFailure as failure:
        events = [failure.event]
    # What its website shows: errors and warnings.
    events = compatibility.AA(events)
    said = [
        {
            "kind": type(event).__name__,
            "is_error": isinstance(event, Error),
            "text": text,
            "element": event.params.get("element", ""),
            "value": str(event.params.get("value", ""))[:100],
        }
        for event, text in zip(events, Formatter(events))
    ]
    print(json.dumps({**asked, "said": said}), flush=True)
