#!/usr/bin/env bash
# Makes one archive with the checks and measurements for a Linux machine with an NVIDIA GPU: the program with its .NET runtime, and
# gpu/run.sh. That machine needs only the NVIDIA driver: no SDK, no network.
set -euo pipefail
usage="Usage: eng/gpu-bundle.sh [--output FILE] [--compile CAPABILITY]

  --output FILE          the archive (default: artifacts/sparse-lsr-gpu.tar.xz)
  --compile CAPABILITY   with the kernels compiled for devices of this compute capability, 9.0 for example: takes many minutes
                         here, and as many less there"
output='' capability=''
while [ $# -gt 0 ]; do
  case $1 in
    --output)
      [ $# -gt 1 ] || { echo "$1 needs a value." >&2; echo "$usage" >&2; exit 2; }
      output=$2 && shift 2 ;;
    --compile)
      [ $# -gt 1 ] || { echo "$1 needs a value." >&2; echo "$usage" >&2; exit 2; }
      capability=$2 && shift 2 ;;
    --help | -h) echo "$usage" && exit 0 ;;
    *) echo "'$1' is not an option." >&2; echo "$usage" >&2; exit 2 ;;
  esac
done
case $output in
  '' | /*) ;;
  *) output=$PWD/$output ;;
esac
cd "$(dirname "${BASH_SOURCE[0]}")/.."
output=${output:-$PWD/artifacts/sparse-lsr-gpu.tar.xz}
most_bytes=$((60 * 1024 * 1024))

stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
mkdir -p "$stage/gpu/eng" "$(dirname -- "$output")"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
# Not trimmed: kernels are found by reflection, and compiled from the IL code that trimming would change.
# Kernels are found again by the code that they were compiled from, of which the commit is no part.
dotnet publish tools/GpuChecks -c Release -r linux-x64 --self-contained -p:PublishTrimmed=false \
  -p:IncludeSourceRevisionInInformationalVersion=false -o "$stage/gpu/bin" -v quiet
# Of the native libraries only TorchSharp's own small one is included, without libtorch and SkiaSharp.
find "$stage/gpu/bin" \( -name 'libSkiaSharp*' -o -name 'libtorch*' -o -name 'libc10*' \) -delete
if [ -n "$capability" ]; then
  XDG_CACHE_HOME=$stage/gpu/cache "$stage/gpu/bin/SparseLsr.Gen.GpuChecks" compile --capability "$capability"
fi
cp eng/gpu/run.sh eng/gpu/torch_bench.py LICENSE "$stage/gpu/"
# TorchSharp does not load on older distributions without it.
cp eng/native-env.sh "$stage/gpu/eng/"
chmod -R u=rwX,go=rX "$stage/gpu"
chmod 755 "$stage/gpu/run.sh" "$stage/gpu/torch_bench.py" "$stage/gpu/bin/SparseLsr.Gen.GpuChecks"

# Written to another folder and then moved: an archive that exists is complete.
tar --sort=name --owner=0 --group=0 --numeric-owner -C "$stage" -cf - gpu | xz -6 >"$stage/archive"
bytes=$(wc -c <"$stage/archive")
if [ "$bytes" -gt "$most_bytes" ]; then
  echo "The archive has $bytes bytes; it may have $most_bytes." >&2
  exit 1
fi
mv -f "$stage/archive" "$output"
echo "$output: $(awk -v bytes="$bytes" 'BEGIN { printf "%.1f MiB", bytes / 1048576 }')"
echo "On the machine with the GPU: tar xf $(basename -- "$output") && gpu/run.sh"
