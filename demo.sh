#!/usr/bin/env bash
# Builds the Quickstart and runs it; arguments go to it (try --help).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. eng/native-env.sh
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
exec dotnet run --project samples/Quickstart -c Release -- "$@"
