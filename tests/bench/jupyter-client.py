"""Measures kernels through bare jupyter_client, cold and with text they have not seen; writes JSON.

Usage: jupyter-client.py SETTINGS FILE, where SETTINGS is JSON: {"starts", "cells", "memoryCells", "kernels"}; a kernel is
{"name", "trivial", "busy", "completion"}, its cells with {i} for the round. Kernelspecs are found below JUPYTER_PATH.
Times are milliseconds, kernels measured in turn; memory is megabytes.
"""

import json
import re
import sys
import time
from importlib.metadata import version
from queue import Empty

from jupyter_client.manager import start_new_kernel

TIMEOUT = 30
# How many answers of the cells that fill the memory may be lost, and how long each is waited for.
LOST = 3
PATIENCE = 5


def milliseconds(start):
    return (time.perf_counter() - start) * 1000


def run(client, code, timeout=TIMEOUT):
    """Runs a cell until reply and idle are there. Returns its milliseconds and its result as text."""
    start = time.perf_counter()
    request = client.execute(code)
    text, idle = None, False
    while not idle:
        message = client.get_iopub_msg(timeout=timeout)
        if message["parent_header"].get("msg_id") != request:
            continue
        content = message["content"]
        if message["msg_type"] in ("execute_result", "display_data"):
            text = content["data"].get("text/plain")
        elif message["msg_type"] == "stream" and text is None:
            # tslab prints its results; other kernels may print beside them.
            text = content["text"].strip()
        idle = message["msg_type"] == "status" and content["execution_state"] == "idle"
    while client.get_shell_msg(timeout=timeout)["parent_header"].get("msg_id") != request:
        pass
    # Deno colours its results.
    return milliseconds(start), None if text is None else re.sub(r"\x1b\[[0-9;]*m", "", text)


def start_to_result(kernel):
    start = time.perf_counter()
    manager, client = start_new_kernel(kernel_name=kernel["name"], startup_timeout=TIMEOUT)
    run(client, kernel["trivial"].format(i=1))
    elapsed = milliseconds(start)
    client.stop_channels()
    manager.shutdown_kernel(now=True)
    return elapsed


def completion_while_busy(client, kernel):
    """How long a completion takes that is asked for while a cell computes for two seconds."""
    client.execute(kernel["busy"])
    time.sleep(0.2)
    start = time.perf_counter()
    request = client.complete(kernel["completion"], len(kernel["completion"]))
    elapsed = None
    replies = 0
    while replies < 2:
        message = client.get_shell_msg(timeout=TIMEOUT)
        if message["parent_header"].get("msg_id") == request:
            elapsed = milliseconds(start)
        replies += 1
    return elapsed


def resident_megabytes(manager):
    with open(f"/proc/{manager.provisioner.pid}/status", encoding="utf8") as status:
        return next(int(line.split()[1]) / 1000 for line in status if line.startswith("VmRSS"))


def memory_after(manager, client, kernel, cells):
    """Megabytes after so many more cells; None for a kernel that stops answering before.

    tslab sends without waiting for the send before it, and so loses a message now and then: that cell is run all the same.
    """
    lost = 0
    for i in range(cells):
        try:
            run(client, kernel["trivial"].format(i=1000 + i), PATIENCE)
        except Empty:
            lost += 1
            if lost > LOST:
                return None
    return resident_megabytes(manager)


def main():
    settings = json.loads(sys.argv[1])
    kernels = settings["kernels"]
    measured = {kernel["name"]: {"start": [], "cell": [], "completion": [], "wrong": 0} for kernel in kernels}
    for _ in range(settings["starts"]):
        for kernel in kernels:
            measured[kernel["name"]]["start"].append(start_to_result(kernel))
    running = [(kernel, *start_new_kernel(kernel_name=kernel["name"], startup_timeout=TIMEOUT)) for kernel in kernels]
    for i in range(10):
        for kernel, _, client in running:
            run(client, kernel["trivial"].format(i=i))
    for i in range(settings["cells"]):
        for kernel, _, client in running:
            elapsed, text = run(client, kernel["trivial"].format(i=100 + i))
            measured[kernel["name"]]["cell"].append(elapsed)
            measured[kernel["name"]]["wrong"] += text != str(101 + i)
    for _ in range(3):
        for kernel, _, client in running:
            measured[kernel["name"]]["completion"].append(completion_while_busy(client, kernel))
    for kernel, manager, client in running:
        measured[kernel["name"]]["memory"] = memory_after(manager, client, kernel, settings["memoryCells"])
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    versions = {name: version(name) for name in ("ipykernel", "jupyter_client")}
    with open(sys.argv[2], "w", encoding="utf8") as file:
        json.dump({"versions": versions, "kernels": measured}, file)


main()
