"""Clients of the store: what is repeated, what is not, and what a person is told."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis

from bot.errors import StoreError
from bot.store.connect import (
    BLOCK_SECONDS,
    BLOCKING_SOCKET_SECONDS,
    SOCKET_SECONDS,
    address,
    connect,
    ping,
    wait_until_ready,
)
from tests.support.store import StoreServer, free_port, wait_for


@pytest.fixture
def server(tmp_path: Path) -> Iterator[StoreServer]:
    with StoreServer(tmp_path) as server:
        yield server


@contextmanager
def store_that_says(*answers: bytes) -> Iterator[tuple[str, list[bytes]]]:
    """A stand-in server that gives the handshake its due, then `answers` to commands in turn, b'' for hanging up.

    For what a real server can't be made to do on cue: to run a command and lose the answer.
    """
    commands: list[bytes] = []
    left = list(answers)

    def serve(listener: socket.socket) -> None:
        while True:
            try:
                line, _ = listener.accept()
            except OSError:
                return
            with line:
                while data := line.recv(65536):
                    for part in data.split(b"\r\n*"):
                        if b"HELLO" in part:
                            line.sendall(b"%1\r\n$5\r\nproto\r\n:3\r\n")
                        elif b"CLIENT" in part:
                            line.sendall(b"+OK\r\n")
                        else:
                            commands.append(part)
                            answer = left.pop(0) if left else b""
                            if not answer:
                                line.shutdown(socket.SHUT_RDWR)
                            else:
                                line.sendall(answer)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=serve, args=(listener,), daemon=True).start()
        yield f"redis://127.0.0.1:{listener.getsockname()[1]}/0", commands
        listener.shutdown(socket.SHUT_RDWR)


def test_write_whose_answer_was_lost_is_not_repeated() -> None:
    with store_that_says(b"") as (url, commands):
        with pytest.raises(redis.ConnectionError):
            connect(url).incr("sightings")
        assert len(commands) == 1


def test_write_refused_by_a_loading_store_is_repeated() -> None:
    with store_that_says(b"-LOADING loading the dataset in memory\r\n", b":1\r\n") as (url, commands):
        assert connect(url).incr("sightings") == 1
        assert len(commands) == 2


def test_write_refused_by_a_replica_is_repeated_on_a_new_connection() -> None:
    with store_that_says(b"-READONLY You can't write against a read only replica.\r\n", b":1\r\n") as (url, commands):
        assert connect(url).incr("sightings") == 1
        assert len(commands) == 2


def test_refused_connection_is_tried_again(tmp_path: Path) -> None:
    """A store that restarts is away for a moment; nothing was sent, so nothing can happen twice."""
    server = StoreServer(tmp_path)
    listener = socket.create_server(("127.0.0.1", server.port))
    listener.close()
    client = connect(server.tcp_url)
    started = time.monotonic()
    with pytest.raises(redis.ConnectionError):
        client.ping()
    assert time.monotonic() - started < 2, "Slack wants its ack in three"
    with server:
        assert client.ping()


def test_connection_closed_by_a_restart_is_noticed_before_writing(server: StoreServer) -> None:
    client = connect(server.tcp_url)
    client.incr("sightings")
    server.kill()
    server.start()
    assert client.incr("sightings") == 2


def test_blocking_client_outwaits_its_block(server: StoreServer) -> None:
    assert BLOCKING_SOCKET_SECONDS > BLOCK_SECONDS
    assert connect(server.url, blocking=True).connection_pool.connection_kwargs["socket_timeout"] > BLOCK_SECONDS
    assert connect(server.url).connection_pool.connection_kwargs["socket_timeout"] == SOCKET_SECONDS
    assert connect(server.url, seconds=0.5).connection_pool.connection_kwargs["socket_timeout"] == 0.5


def test_frozen_store_is_given_up_on_in_time(server: StoreServer) -> None:
    client = connect(server.url, seconds=0.2)
    ping(client)
    server.freeze()
    started = time.monotonic()
    with pytest.raises(StoreError, match="does not answer"):
        ping(client)
    assert 0.15 < time.monotonic() - started < 2
    server.thaw()
    ping(client)


def test_absent_store_is_told_with_its_host_and_without_the_password() -> None:
    port = free_port()
    client = connect(f"redis://editor:hunter2@127.0.0.1:{port}/0")
    with pytest.raises(StoreError) as caught:
        wait_until_ready(client, 0.1)
    assert str(caught.value) == (
        f"The store at 127.0.0.1:{port} can't be reached. "
        "Start it, or correct REDIS_URL; without REDIS_URL a server of our own is used."
    )


def test_wrong_password_is_told_at_once(tmp_path: Path) -> None:
    server = StoreServer(tmp_path, "--requirepass", "right")
    server.start(wait=False)
    right = connect(server.tcp_url.replace("//", "//:right@"))
    wait_until_ready(right, 15)
    started = time.monotonic()
    with pytest.raises(StoreError, match="refuses our user or password") as caught:
        wait_until_ready(connect(server.tcp_url.replace("//", "//:wrong@")), 30)
    assert time.monotonic() - started < 5
    assert "wrong@" not in str(caught.value)
    server.stop()


def test_store_that_comes_up_late_is_waited_for(tmp_path: Path) -> None:
    server = StoreServer(tmp_path)
    ready = threading.Event()

    def wait() -> None:
        wait_until_ready(connect(server.url), 15)
        ready.set()

    threading.Thread(target=wait, daemon=True).start()
    with server:
        wait_for("the store to be noticed", ready.is_set)


def test_store_that_is_too_old_is_refused() -> None:
    info = b"redis_version:5.0.7\r\n"
    with (
        store_that_says(b"+PONG\r\n", b"$%d\r\n%s\r\n" % (len(info), info)) as (url, _),
        pytest.raises(StoreError, match=r"is Redis 5\.0\.7; Nutgraf needs 6\.2"),
    ):
        wait_until_ready(connect(url), 5)


@pytest.mark.parametrize("url", ["", "http://example.org", "localhost:6379", "redis://host:port/0"])
def test_address_that_is_none_is_told(url: str) -> None:
    with pytest.raises(StoreError, match="REDIS_URL is not the address of a store"):
        connect(url)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("redis://user:secret@store.example:6380/1", "store.example:6380"),
        ("rediss://:secret@store.example", "store.example:6379"),
        ("unix:///run/store.sock?password=secret", "/run/store.sock"),
    ],
)
def test_address_shows_no_credentials(url: str, shown: str) -> None:
    assert address(url) == shown
