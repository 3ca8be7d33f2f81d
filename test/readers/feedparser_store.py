"""Polls a feed with feedparser and keeps what it made of it in a JSON file, as programs built on it do."""
import json
import os
import sys

import feedparser

url, path = sys.argv[1:]
store = {"entries": {}}
if os.path.exists(path):
    with open(path, encoding="utf-8") as file:
        store = json.load(file)

feed = feedparser.parse(url, etag=store.get("etag"), modified=store.get("modified"))
for validator in ("etag", "modified"):
    store[validator] = feed.get(validator, store.get(validator))
for entry in feed.entries:
    store["entries"][entry.id] = entry

with open(path, "w", encoding="utf-8") as file:
    json.dump(store, file, default=str)
