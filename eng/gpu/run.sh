#!/usr/bin/env bash
# What only a GPU can show: whether the kernels compute there what they compute on the CPU, and how fast they are compared with a
# copy and with PyTorch. Needs an NVIDIA driver of CUDA 11.8 or newer; PyTorch, if there is one, only for the comparison.
set -euo pipefail
usage="Usage: gpu/run.sh [--quick] [--output FOLDER]

  --quick          three batches and 20 repetitions for the times; the checks are always the same
  --output FOLDER  folder for the reports, as JSON and as text (default: gpu-results in the current folder)

Exit codes: 0 success, 1 a kernel computes something wrong, 2 the command line, 3 there is no GPU to run on."
quick='' output=gpu-results
while [ $# -gt 0 ]; do
  case $1 in
    --output)
      [ $# -gt 1 ] || { echo "$1 needs a value." >&2; echo "$usage" >&2; exit 2; }
      output=$2 && shift 2 ;;
    --quick) quick=--quick && shift ;;
    --help | -h) echo "$usage" && exit 0 ;;
    *) echo "'$1' is not an option." >&2; echo "$usage" >&2; exit 2 ;;
  esac
done
here=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
program=$here/bin/SparseLsr.Gen.GpuChecks
[ "$(uname -s)-$(uname -m)" = Linux-x86_64 ] || { echo "This is a bundle for x86-64 Linux; this machine is $(uname -s) on $(uname -m)." >&2; exit 3; }
mkdir -p "$output" || { echo "--output: the folder $output cannot be made." >&2; exit 2; }
output=$(CDPATH='' cd -- "$output" && pwd)
# Kernels are compiled once for all steps, or were when the bundle was made; nothing is written elsewhere.
export XDG_CACHE_HOME=$output/cache
[ ! -d "$here/cache" ] || cp -R "$here/cache" "$output/"
# The compiler makes garbage on every core, and each collection stops them all.
export DOTNET_GCgen0size=0x10000000
processes=$(($(nproc) / 2))
[ "$processes" -gt 1 ] || processes=1
[ "$processes" -lt 8 ] || processes=8

summary=()
# Runs a step, saves its output, and sets $code to its exit code.
step() {
  local name=$1
  shift
  code=0
  echo
  echo "=== $name"
  "$@" 2>&1 | tee "$output/$name.txt" || code=$?
}
report() {
  summary+=("$(printf '%-12s%s' "$1" "$2")")
}

step correct "$program" correct --processes "$processes" --json "$output/correct.json"
correct=$code
case $correct in
  0) report correct "every check passed: $(tail -n 1 "$output/correct.txt")" ;;
  1) report correct "WRONG: $(tail -n 1 "$output/correct.txt"); see correct.txt" ;;
  3)
    echo
    echo "Nothing was run: the kernels need an NVIDIA GPU and its driver (libcuda.so.1), CUDA 11.8 or newer."
    echo "In a container, start it with access to the GPU (docker run --gpus all ...)."
    exit 3 ;;
  *) report correct "ABORTED with exit code $correct; see correct.txt" ;;
esac

# The folder may have those of an earlier run.
rm -f "$output/bandwidth.json" "$output/torch.json" "$output/module.json"
step bandwidth "$program" bandwidth --json "$output/bandwidth.json" $quick
case $code in
  0) report bandwidth "measured; see bandwidth.txt" ;;
  *) report bandwidth "FAILED with exit code $code; see bandwidth.txt" ;;
esac

# Prints on its last line why PyTorch cannot be used, or else where its libraries are.
find_torch() {
  command -v python3 >/dev/null 2>&1 || { echo "there is no python3"; return 1; }
  python3 - <<'PYTHON'
import glob, os, sys
try:
    import torch
except Exception as exception:
    print(f"python3 has no torch that it can import ({type(exception).__name__}: {exception})".replace("\n", " "))
    sys.exit(1)
if not torch.cuda.is_available():
    print(f"torch {torch.__version__} of python3 finds no CUDA device")
    sys.exit(1)
home = os.path.dirname(torch.__file__)
print(":".join([os.path.join(home, "lib"), *sorted(glob.glob(os.path.join(os.path.dirname(home), "nvidia", "*", "lib")))]))
PYTHON
}
if libraries=$(find_torch 2>/dev/null | tail -n 1); then
  if [ -s "$output/bandwidth.json" ]; then
    step torch python3 "$here/torch_bench.py" --bandwidth "$output/bandwidth.json" --json "$output/torch.json" $quick
    case $code in
      0) report torch "compared; see torch.txt" ;;
      *) report torch "FAILED with exit code $code; see torch.txt" ;;
    esac
  else
    report torch "not run: there are no bandwidths to compare with"
  fi
  # TorchSharp's library is built against one version of libtorch; with another it may load or not, and reports that.
  module() (
    export LD_LIBRARY_PATH="$libraries${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
    . "$here/eng/native-env.sh" || exit 3
    python3 -c 'import torch; print(f"The libtorch here is that of torch {torch.__version__}.")'
    exec "$program" module --json "$output/module.json"
  )
  step module module
  case $code in
    0) report module "every check passed: $(tail -n 1 "$output/module.txt")" ;;
    1) report module "WRONG: $(tail -n 1 "$output/module.txt"); see module.txt" ;;
    3) report module "not run: TorchSharp does not load against this libtorch; see module.txt" ;;
    *) report module "ABORTED with exit code $code, as with a libtorch of another version; see module.txt" ;;
  esac
else
  reason=${libraries:-python3 did not answer}
  report torch "not run: $reason"
  report module "not run: $reason"
fi

echo
echo "=== summary"
printf '%s\n' "${summary[@]}" "reports     $output" | tee "$output/summary.txt"
[ "$correct" -eq 0 ]
