"""A signed-in browser, as far as a benchmark needs one: its cookies, and the token that a page gave it."""

from __future__ import annotations

import html
import re
import urllib.request
from http.cookiejar import CookieJar
from urllib.parse import urlencode

AGENT = "Mozilla/5.0 (X11; Linux x86_64) Benchmark/1.0"
"""Said with every request: a session that is suddenly used by another browser is written anew each time."""


class Browser:
    """Keeps cookies and remembers the last page's token against forged requests."""

    def __init__(self, port: int, token_field: str) -> None:
        self.port, self._token_field = port, token_field
        self._cookies = CookieJar()
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._cookies))
        opener.addheaders = [("User-Agent", AGENT)]
        self._open = opener.open
        self._token = ""

    def visit(self, path: str) -> str:
        """The page of that path; raises RuntimeError for one without a token."""
        with self._open(f"http://127.0.0.1:{self.port}{path}") as answer:
            page: str = answer.read().decode()
        found = re.search(rf'name="{self._token_field}"[^>]* value="([^"]+)"', page)
        if found is None:
            raise RuntimeError(f"{path} has no field {self._token_field}.")
        self._token = html.unescape(found[1])
        return page

    def sign_in(self, path: str, **fields: str) -> None:
        """Send the sign-in form of that page; that it worked shows on the next page asked for."""
        self.visit(path)
        self._open(f"http://127.0.0.1:{self.port}{path}", data=self._body(fields)).close()

    def request(self, path: str, fields: dict[str, str]) -> str:
        """The bytes, as text, with which HTMX posts a form to that path."""
        body = self._body(fields).decode()
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self._cookies)
        return (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nUser-Agent: {AGENT}\r\n"
            f"Cookie: {cookies}\r\nHX-Request: true\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n{body}"
        )

    def post(self, path: str, fields: dict[str, str]) -> str:
        """The answer to ``request``."""
        url = f"http://127.0.0.1:{self.port}{path}"
        asked = urllib.request.Request(url, self._body(fields), {"HX-Request": "true"})
        with self._open(asked) as answer:
            text: str = answer.read().decode()
            return text

    def _body(self, fields: dict[str, str]) -> bytes:
        return urlencode({self._token_field: self._token, **fields}).encode()
