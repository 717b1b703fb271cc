"""The peer of the benchmarks: one process that answers JSON lines; see python-peer.mjs."""

import importlib.util
import json
import sys
import time
import warnings

import numpy as np

warnings.filterwarnings("ignore")
answers = sys.stdout
# What models print must not get between the answers.
sys.stdout = sys.stderr


def peak_reset():
    try:
        with open("/proc/self/clear_refs", "w") as file:
            file.write("5")
        return memory("VmRSS")
    except OSError:
        return None


def memory(field):
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) for line in file if line.startswith(field)) / 1024


def load(file, layout, module):
    with open(file, "rb") as handle:
        content = handle.read()
    arrays = {
        entry["name"]: np.frombuffer(content, entry["type"], int(np.prod(entry["shape"])), entry["offset"]).reshape(entry["shape"]).copy()
        for entry in layout
    }
    spec = importlib.util.spec_from_file_location("model", module)
    model = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(model)
    return model, arrays


def plain(value):
    return np.asarray(value, dtype=float).tolist()


state = {}
for line in sys.stdin:
    request = json.loads(line)
    answer = {}
    try:
        if request["do"] == "versions":
            for name in request["packages"]:
                answer[name] = importlib.import_module(name).__version__
        elif request["do"] == "load":
            state["model"], state["arrays"] = load(request["file"], request["layout"], request["module"])
        elif request["do"] == "run":
            before = peak_reset()
            started = time.perf_counter()
            state["result"] = state["model"].run(state["arrays"], request["variant"])
            answer["milliseconds"] = (time.perf_counter() - started) * 1000
            answer["megabytes"] = None if before is None else max(0, memory("VmHWM") - before)
        elif request["do"] == "result":
            # A model's default tolerance may be loose: its `reference`, if it has one, is exact and not timed.
            model = state["model"]
            result = model.reference(state["arrays"], request["variant"]) if hasattr(model, "reference") else state["result"]
            answer = {name: plain(value) for name, value in result.items()}
    except Exception as error:
        answer = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer), file=answers, flush=True)
