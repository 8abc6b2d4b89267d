#!/usr/bin/env python3
"""PyTorch's cross_entropy over the batches that the program has measured, measured the same and printed beside it."""
import argparse
import datetime
import json
import statistics
import sys

import torch
import torch.nn.functional as F

DTYPES = {"bfloat16": torch.bfloat16, "float32": torch.float32}
# What is compared: a mean of the losses, without and with its backward.
OPERATIONS = {"forward": "mean: forward", "forward + backward": "mean: forward + backward"}


def forward(logits, targets):
    return F.cross_entropy(logits, targets)


def median_microseconds(work, flushed, quick):
    """Time on the device, with a flushed L2 cache; the measured work is queued while the cache is flushed."""
    start, end = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
    times = []
    for repetition in range(-3 if quick else -5, 20 if quick else 500):
        if repetition >= 20 and sum(times) >= 0.3e6:
            break
        flushed.zero_()
        start.record()
        work()
        end.record()
        end.synchronize()
        if repetition >= 0:
            times.append(start.elapsed_time(end) * 1e3)
    return round(statistics.median(times), 2)


def measure(form, loss, operation, logits, targets, flushed, quick, not_run, where):
    """The median, or None and a line that says why there is none."""

    def only_forward():
        with torch.no_grad():
            loss(logits.detach(), targets)

    def both():
        torch.autograd.grad(loss(logits, targets), logits)

    try:
        return median_microseconds(only_forward if operation == "forward" else both, flushed, quick)
    except Exception as exception:  # Too little memory, or no compiler: go on with the others.
        reason = (str(exception).strip().splitlines() or [""])[0]
        not_run.append(f"{where}, {form}, {operation}: {type(exception).__name__}: {reason}")
        print(f"  NOT RUN: {not_run[-1]}")
        return None
    finally:
        torch.cuda.empty_cache()


def batches(report):
    """Each measured batch once, with the times of this project's kernels."""
    times = {}
    for entry in report["entries"]:
        times.setdefault((entry["element"], entry["rows"], entry["classes"]), {})[entry["operation"]] = entry["microseconds"]
    return times


def show(value, digits):
    return "-" if value is None else f"{value:.{digits}f}"


def line(cells):
    return "  {:<20}{:>12}{:>12}{:>15}{:>14}{:>17}".format(*cells).rstrip()


def table(entries):
    heading = line(["µs", "ours", "torch", "torch.compile", "torch / ours", "compile / ours"])
    rows = [
        line([
            entry["operation"], show(entry["ours_us"], 1), show(entry["eager_us"], 1), show(entry["compiled_us"], 1),
            show(entry["eager_times_ours"], 2), show(entry["compiled_times_ours"], 2),
        ])
        for entry in entries
    ]
    return "\n".join([heading, *rows])


def ratio(theirs, ours):
    return None if theirs is None else round(theirs / ours, 3)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bandwidth", required=True, metavar="FILE", help="the JSON of the program's mode bandwidth")
    parser.add_argument("--json", metavar="FILE", help="also as JSON")
    parser.add_argument("--quick", action="store_true", help="20 repetitions")
    arguments = parser.parse_args()
    with open(arguments.bandwidth, encoding="utf-8") as file:
        report = json.load(file)
    if report["loss"] != "CrossEntropyLoss":
        sys.exit(f"{arguments.bandwidth} is of {report['loss']}; PyTorch has cross entropy to compare with.")
    print(f"torch {torch.__version__}, CUDA {torch.version.cuda}, {torch.cuda.get_device_name()}; medians of the device's own times")
    flushed = torch.empty(report["flushed_bytes"], dtype=torch.int8, device="cuda")
    entries, not_run = [], []
    for (element, rows, classes), ours in batches(report).items():
        where = f"{element}, {rows}×{classes}"
        print(f"\n{where}")
        own = []
        try:
            logits = torch.empty(rows, classes, dtype=DTYPES[element], device="cuda").normal_(std=3).requires_grad_()
            targets = torch.randint(classes, (rows,), device="cuda")
        except torch.cuda.OutOfMemoryError:
            not_run.append(f"{where}: there is no room for the logits")
            print(f"  NOT RUN: {not_run[-1]}")
            continue
        # Each shape is compiled separately.
        torch.compiler.reset()
        compiled = torch.compile(forward, dynamic=False)
        for operation, name in OPERATIONS.items():
            common = (operation, logits, targets, flushed, arguments.quick, not_run, where)
            eager_us = measure("torch", forward, *common)
            compiled_us = measure("torch.compile", compiled, *common)
            own.append({
                "element": element, "rows": rows, "classes": classes, "operation": operation,
                "ours_us": ours[name], "eager_us": eager_us, "compiled_us": compiled_us,
                "eager_times_ours": ratio(eager_us, ours[name]), "compiled_times_ours": ratio(compiled_us, ours[name]),
            })
        print(table(own), flush=True)
        entries += own
        del logits, targets
        torch.cuda.empty_cache()
    if arguments.json:
        result = {
            "torch": torch.__version__, "cuda": torch.version.cuda, "gpu": torch.cuda.get_device_name(),
            "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC"), "command": " ".join(sys.argv[1:]),
            "machine": report["machine"], "not_run": not_run, "entries": entries,
        }
        with open(arguments.json, "w", encoding="utf-8") as file:
            json.dump(result, file, indent=2, ensure_ascii=False)
            file.write("\n")
    return 0 if entries else 1


if __name__ == "__main__":
    # The table has characters that not every locale's encoding knows.
    sys.stdout.reconfigure(encoding="utf-8")
    sys.exit(main())
