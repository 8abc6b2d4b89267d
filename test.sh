#!/usr/bin/env bash
# Builds everything in Release and runs all tests; arguments go to `dotnet test` (for example --filter-class).
# The last line is `N passed, N failed, N skipped`; the exit code is 0 only if something ran and nothing failed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. eng/native-env.sh
# The summary is read back below, so its language is fixed.
export DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 TESTINGPLATFORM_TELEMETRY_OPTOUT=1

dotnet build SparseLsr.Gen.sln -c Release -v minimal

log=$(mktemp)
trap 'rm -f "$log"' EXIT
code=0
dotnet test --solution SparseLsr.Gen.sln -c Release --no-build "$@" | tee "$log" || code=$?

count() {
  local line
  line=$(grep -E "^ +$1: [0-9]+" "$log" | tail -n 1) || true
  echo "${line//[^0-9]/}"
}
passed=$(count succeeded) failed=$(count failed) skipped=$(count skipped)
# A run that broke off (a crash, nothing to run) has no failed test, and is no success.
if [ "$code" -ne 0 ] && [ "${failed:-0}" -eq 0 ]; then
  echo "The test run ended with exit code $code."
elif [ "${passed:-0}" -eq 0 ] || [ "${failed:-0}" -ne 0 ]; then
  code=1
fi
echo "${passed:-0} passed, ${failed:-0} failed, ${skipped:-0} skipped"
exit "$code"
