#!/usr/bin/env bash
# Builds everything in Release and runs the tests: all but those of [Trait("Category", "Long")], within five minutes on two cores.
#
#   ./test.sh          the tests that hold of every commit
#   ./test.sh --all    these and the long ones: hundreds of random declarations and thousands of random batches, memory over thousands
#                      of steps, every GPU kernel's PTX, ILGPU's emulation of every loss, rows of every length in every element type,
#                      every argument of every function, an application in one file
#
# The PTX of kernels is kept beside the tests that execute it (bin/.../ptx) for as long as the runtime is the same.
#
# Other arguments go to `dotnet test` (for example --filter-class '*SimplifierTests').
# The last line is `N passed, N failed, N skipped`; the exit code is 0 only if something ran and nothing failed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. eng/native-env.sh
# The summary is read back below, so its language is fixed.
export DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 TESTINGPLATFORM_TELEMETRY_OPTOUT=1
# TorchSharp does not keep the operands of a native call alive: a Scalar or a temporary that a collection finds during the call is freed
# under libtorch. The products guard theirs; tests are written as users write. A young generation of 512 MiB makes 40 times fewer
# collections (and the tests faster). The runtime reads this from the environment only.
export DOTNET_GCgen0size=0x20000000

selection=(--filter-not-trait Category=Long)
if [ "${1:-}" = --all ]; then
  selection=()
  shift
fi

dotnet build SparseLsr.Gen.sln -c Release -v minimal

# A filter of the caller may leave a test program with nothing to run (its exit code 8); otherwise that is a failure.
[ $# -eq 0 ] || set -- --ignore-exit-code 8 "$@"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
code=0
dotnet test --solution SparseLsr.Gen.sln -c Release --no-build "${selection[@]}" "$@" | tee "$log" || code=$?

# The number behind a name in the summary; 0 where the summary has no such line.
count() {
  local line
  line=$(grep -E "^ +$1: [0-9]+" "$log" | tail -n 1) || true
  line=${line//[^0-9]/}
  echo "${line:-0}"
}
passed=$(count succeeded) skipped=$(count skipped)
# A test program that aborted (`error`) counts as one failure: its remaining tests are in no other number.
failed=$(($(count failed) + $(count error)))
if [ "$code" -ne 0 ] && [ "$failed" -eq 0 ]; then
  echo "The test run ended with exit code $code."
elif [ "$passed" -eq 0 ] || [ "$failed" -ne 0 ]; then
  code=1
fi
echo "$passed passed, $failed failed, $skipped skipped"
exit "$code"
