"""A matplotlib backend with a window that nobody sees: its event loop calls the timers, as a GUI's does.

``MPLBACKEND=module://windowed`` with this folder on PYTHONPATH. It opens the lab in a process without a display.
"""

import time

from matplotlib.backend_bases import FigureManagerBase, TimerBase
from matplotlib.backends.backend_agg import FigureCanvasAgg

TIMERS = []


class Timer(TimerBase):
    def _timer_start(self):
        TIMERS.append(self)

    def _timer_stop(self):
        if self in TIMERS:
            TIMERS.remove(self)


class FigureManager(FigureManagerBase):
    @classmethod
    def pyplot_show(cls, *, block=None):
        print("the window is open", flush=True)
        while TIMERS:
            for timer in list(TIMERS):
                timer._on_timer()
            time.sleep(0.001)


class FigureCanvas(FigureCanvasAgg):
    manager_class = FigureManager
    _timer_cls = Timer
    required_interactive_framework = None

    def new_timer(self, interval=None, callbacks=None):
        return Timer(interval=interval, callbacks=callbacks)
