"""Serving with a real server: what must hold before anybody connects, then Granian."""

from __future__ import annotations

import ipaddress
import multiprocessing
import os
import signal
import socket
import threading
import time
from multiprocessing.process import BaseProcess

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from webapp.config import PREFIX, Settings, UnsafeSetting

# A thread is busy with Python nearly all the time, and only one of a process can be, so more people at once are for
# more processes. Four threads let readers pass while others wait for their turn to write.
THREADS = 4
MOST_WORKERS = 4
BACKLOG = 1024

GRACE_SECONDS = 10
"""How long a worker without its server may take to finish what it is doing."""


def ensure_loopback(host: str) -> None:
    """Raises UnsafeSetting for any address that another machine could reach: everybody knows the demonstration's
    passwords."""
    try:
        loopback = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise UnsafeSetting(
            f"The demonstration listens on this machine only, not on {host}: leave out --host, or use 127.0.0.1."
        )


def ensure_free(host: str, port: int) -> None:
    """Raises UnsafeSetting where nothing can listen on that address."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            raise UnsafeSetting(
                f"Nothing can listen on {host} port {port} ({getattr(error, 'strerror', None) or error}): stop "
                "what runs there, perhaps an earlier start of this, or choose another with "
                "back-to-green serve --port."
            ) from None


def serve(settings: Settings, *, host: str, port: int) -> None:
    """Serve until stopped. The workers read the same settings from the environment."""
    os.environ[PREFIX + "INSTANCE_PATH"] = str(settings.instance_path)
    os.environ[PREFIX + "DATABASE_URL"] = settings.database_url
    os.environ[PREFIX + "SECRET_KEY"] = settings.secret_key
    os.environ[PREFIX + "DEMO"] = "yes" if settings.demo else "no"
    os.environ[PREFIX + "TODAY"] = settings.today.isoformat() if settings.today else ""
    serve_factory("webapp.app:create_worker", host=host, port=port, workers=settings.workers)


def end_with_server() -> None:
    """In a worker: stop once the server that started it is gone. One killed outright stops nobody, and its
    workers would hold the port and the old code for ever."""
    server = multiprocessing.parent_process()
    if server is not None:
        threading.Thread(target=_stop_after, args=(server,), daemon=True).start()


def _stop_after(server: BaseProcess) -> None:
    server.join()
    main = threading.main_thread().ident
    if main is not None:  # the thread that waits for signals has to be woken by them
        signal.pthread_kill(main, signal.SIGTERM)
    time.sleep(GRACE_SECONDS)
    os._exit(1)


def serve_factory(application: str, *, host: str, port: int, workers: int) -> None:
    """Serve until stopped the application that the factory ``module:name`` makes.

    ``workers`` are processes; 0 is one for each processor, but no more than a council's product has use for.
    """
    Granian(
        application,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        factory=True,
        workers=workers or min(os.cpu_count() or 1, MOST_WORKERS),
        blocking_threads=THREADS,
        backlog=BACKLOG,
        log_level=LogLevels.warning,
        websockets=False,
    ).serve()
