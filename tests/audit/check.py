"""Checks an exported audit from what `docs/audit.md` says, and from nothing else.

Says `complete: N entries` and ends with 0, or says what is wrong and ends with 1.
"""

import hashlib
import json
import sys

TEXTS = ["who", "what", "object_id", "outcome", "request_ids", "details"]


def hash_of(previous, entry):
    digest = hashlib.sha256(previous)
    for number in (entry["id"], entry["at_ms"]):
        digest.update(number.to_bytes(8, "big", signed=True))
    for name in TEXTS:
        text = entry[name].encode("utf-8")
        digest.update(len(text).to_bytes(8, "big"))
        digest.update(text)
    return digest.digest()


def fault_of(export):
    if export["format"] != "bank-connections-audit/1":
        return "the format is another one"
    is_whole = export["filter"] is None
    previous, last_id = bytes(32), 0
    for entry in export["entries"]:
        recorded = entry["previous_hash"]
        before = bytes(32) if recorded is None else bytes.fromhex(recorded)
        if is_whole and (entry["id"] != last_id + 1 or before != previous):
            return f"something is missing before entry {entry['id']}"
        previous, last_id = hash_of(before, entry), entry["id"]
        if previous.hex() != entry["hash"]:
            return f"entry {entry['id']} was changed"
    head = export["head"]
    if is_whole and (head["entries"], head["last_id"], head["hash"]) != (last_id, last_id, previous.hex()):
        return "the end is missing"
    return None


with open(sys.argv[1], encoding="utf-8") as file:
    audit = json.load(file)
fault = fault_of(audit)
print(fault or f"complete: {len(audit['entries'])} entries")
sys.exit(1 if fault else 0)
