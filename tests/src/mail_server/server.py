"""A mail server for the tests: aiosmtpd, which takes orders on its standard input and keeps what it receives as files.

The first line on the input says how to listen; the answer says on which port. Each further line says how to behave from
then on, or asks for the commands that were received. It ends with its input.
"""

import asyncio
import email
import email.policy
import json
import logging
import os
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

COMMANDS = ["EHLO", "HELO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA"]


class Behavior:
    """What the server does, until it is told otherwise."""

    def __init__(self, start):
        self.folder = start["folder"]
        self.user_name = start["user_name"]
        self.password = start["password"]
        self.seen = []
        self.behave({})

    def behave(self, order):
        self.refuse = order.get("refuse", [])
        self.put_off = order.get("put_off", [])
        self.hold = order.get("hold", False)
        self.at_text = order.get("at_text", "take")
        self.repeat_password = order.get("repeat_password", False)
        self.forged = order.get("forged", "")

    def authenticate(self, _server, _session, _envelope, _mechanism, data):
        if (data.login, data.password) == (self.user_name.encode(), self.password.encode()):
            return AuthResult(success=True, auth_data=data)
        repeated = data.password.decode() if self.repeat_password else "credentials"
        return AuthResult(success=False, handled=False, message=f"535 5.7.8 Invalid {repeated}")

    def keep(self, server, session, envelope):
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        part = lambda kind: message.get_body(preferencelist=(kind,))
        content = lambda body: body.get_content().replace("\r\n", "\n") if body else None
        kept = {
            "sender": envelope.mail_from,
            "recipients": envelope.rcpt_tos,
            "user_name": session.auth_data.login.decode() if session.authenticated else None,
            "encrypted": server.transport.get_extra_info("ssl_object") is not None,
            "headers": {name.lower(): str(value) for name, value in message.items()},
            "text": content(part("plain")),
            "html": content(part("html")),
            "raw": envelope.content.decode("utf-8", "replace"),
        }
        name = os.path.join(self.folder, f"{len(os.listdir(self.folder)):04}.json")
        with open(name + ".part", "w", encoding="utf-8") as file:
            json.dump(kept, file)
        os.rename(name + ".part", name)


class Handler:
    """What is asked at the steps of a transaction."""

    def __init__(self, behavior):
        self.behavior = behavior

    async def handle_RCPT(self, _server, _session, envelope, address, _options):
        while self.behavior.hold:
            await asyncio.sleep(0.01)
        if address in self.behavior.refuse:
            return "550 5.1.1 No such mailbox here"
        if address in self.behavior.put_off:
            return "450 4.2.1 Try again later"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope):
        at_text = self.behavior.at_text
        if at_text == "refuse":
            return "554 5.6.0 This text is not taken"
        if at_text == "put_off":
            return "452 4.3.1 No space left"
        if at_text != "lose":
            self.behavior.keep(server, session, envelope)
        if at_text in ("lose", "take_and_break"):
            server.transport.abort()
        if at_text == "take_and_say_nothing":
            await asyncio.Event().wait()
        return "250 2.0.0 OK: queued"


class Server(SMTP):
    """Notes which commands come, in clear or not."""

    def __init__(self, behavior, **options):
        self.behavior = behavior
        super().__init__(Handler(behavior), authenticator=behavior.authenticate, **options)
        for name in COMMANDS:
            self._smtp_methods[name] = self.noting(behavior, name, self._smtp_methods[name])

    async def push(self, status):
        # As somebody in between would who can't read what is encrypted, and so speaks before.
        if self.behavior.forged and str(status).startswith("220 Ready"):
            status += "\r\n" + self.behavior.forged
        await super().push(status)

    def noting(self, behavior, name, method):
        async def noted(argument):
            encrypted = self.transport.get_extra_info("ssl_object") is not None
            behavior.seen.append(name if encrypted else f"{name} in clear")
            await method(argument)

        return noted


async def listen(start, behavior):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(start["certificate"], start["key"])
    options = {"hostname": "localhost", "loop": asyncio.get_running_loop()}
    at_once = None
    if start["security"] == "starttls":
        options |= {"tls_context": context, "require_starttls": True, "auth_required": True}
    elif start["security"] == "tls":
        options |= {"auth_require_tls": False, "auth_required": True}
        at_once = context
    loop = asyncio.get_running_loop()
    make = lambda: Server(behavior, **options)
    server = await loop.create_server(make, "127.0.0.1", start["port"], ssl=at_once)
    return server.sockets[0].getsockname()[1]


def answer(value):
    print(json.dumps(value), flush=True)


async def main():
    lines = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    start = json.loads(await lines.readline())
    # Broken connections are what the tests ask for.
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)
    behavior = Behavior(start)
    answer({"port": await listen(start, behavior)})
    while line := await lines.readline():
        order = json.loads(line)
        if order == "seen":
            answer(behavior.seen)
        else:
            behavior.behave(order)
            answer(None)
    # Whoever still waits for an answer gets none.
    os._exit(0)


asyncio.run(main())
