"""A page in headless Chromium that is driven by the Chrome DevTools protocol: touch, mouse, keys, and what is shown."""

import asyncio
import itertools
import json
import subprocess
import time
from pathlib import Path

from browser import BROWSER, FLAGS

KEYS = {"ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40, "Enter": 13, "Tab": 9}


class DrivenPage:
    """A browser with one page; ``folder`` keeps its profile. ``async with DrivenPage(folder) as page: ...``"""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.numbers = itertools.count(1)
        self.errors: list[str] = []

    async def __aenter__(self) -> "DrivenPage":
        from tornado.websocket import websocket_connect

        flags = [flag for flag in FLAGS if not flag.startswith(("--dump", "--virtual"))]
        command = [str(BROWSER), *flags, f"--user-data-dir={self.folder}", "--remote-debugging-port=0", "about:blank"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        started = self.folder / "DevToolsActivePort"
        end = time.monotonic() + 60
        while not started.exists() or len(started.read_text().split()) < 2:
            assert time.monotonic() < end, "the browser did not start"
            await asyncio.sleep(0.05)
        port, browser = started.read_text().split()
        self.socket = await websocket_connect(f"ws://127.0.0.1:{port}{browser}", max_message_size=10**8)
        self.session = None
        target = (await self.send("Target.createTarget", url="about:blank"))["targetId"]
        self.session = (await self.send("Target.attachToTarget", targetId=target, flatten=True))["sessionId"]
        await self.send("Runtime.enable")
        return self

    async def __aexit__(self, *_: object) -> None:
        self.socket.close()
        self.process.terminate()
        self.process.wait()

    async def send(self, method: str, **parameters: object) -> dict:
        """Send a command; return its result."""
        number = next(self.numbers)
        session = {} if self.session is None else {"sessionId": self.session}
        await self.socket.write_message(json.dumps({"id": number, "method": method, "params": parameters, **session}))
        while True:
            message = json.loads(await self.socket.read_message())
            if message.get("method") == "Runtime.exceptionThrown":
                self.errors.append(str(message["params"]["exceptionDetails"]))
            if message.get("id") == number:
                assert "error" not in message, message
                return message["result"]

    async def open(self, address: str, width: int = 1440, height: int = 900, *, phone: bool = False) -> None:
        """Open a page in a window of this size; a phone has a touch screen."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": phone}
        await self.send("Emulation.setDeviceMetricsOverride", **size)
        await self.send("Emulation.setTouchEmulationEnabled", enabled=phone)
        await self.send("Page.navigate", url="about:blank")
        await self.send("Page.navigate", url=address)
        while await self.run("location.href + document.readyState") != f"{address}complete":
            await asyncio.sleep(0.05)

    async def run(self, expression: str) -> object:
        """Return the value of a JavaScript expression in the page."""
        answer = await self.send("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    async def place(self, id: str, right: float, down: float) -> tuple[float, float]:
        """Return a place in an element, as shares of its width and height; it is scrolled into view."""
        element = f"document.getElementById('{id}')"
        await self.run(f"{element}.scrollIntoView({{block: 'center', behavior: 'instant'}})")
        box = await self.run(f"(({element}).getBoundingClientRect().toJSON())")
        assert isinstance(box, dict)
        return box["x"] + right * box["width"], box["y"] + down * box["height"]

    async def touch(self, *places: tuple[float, float]) -> None:
        """Press a finger at the first place, move it to the others, and lift it."""
        for i, (x, y) in enumerate(places):
            kind = "touchMove" if i else "touchStart"
            await self.send("Input.dispatchTouchEvent", type=kind, touchPoints=[{"x": x, "y": y}])
        await self.send("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])

    async def drag(self, *places: tuple[float, float]) -> None:
        """The same with the mouse."""
        kinds = ["mousePressed", *["mouseMoved"] * (len(places) - 1), "mouseReleased"]
        for kind, (x, y) in zip(kinds, [*places, places[-1]], strict=True):
            await self.send("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", buttons=1, clickCount=1)

    async def keys(self, *names: str) -> None:
        """Press keys one after the other."""
        for name in names:
            key = {"key": name, "code": name, "windowsVirtualKeyCode": KEYS[name]}
            text = {"text": "\r"} if name == "Enter" else {}
            await self.send("Input.dispatchKeyEvent", type="keyDown", **key, **text)
            await self.send("Input.dispatchKeyEvent", type="keyUp", **key)
