#!/usr/bin/env bash
# Compiles every kernel of every included loss to PTX, assembles it where ptxas is found, and prints what the kernels use of a
# multiprocessor. Needs no GPU. Fails on a kernel that does not compile or assemble, and on any register spilled to memory.
set -euo pipefail
usage="Usage: eng/ptx-check.sh [--arch sm_90] [--ptxas PATH] [--sass] [--quick] [--output FOLDER]

  --arch ARCH      the GPU to assemble for: sm_80, sm_86, sm_89 or sm_90 (the default)
  --ptxas PATH     the assembler, or its folder; else the one on the PATH
  --sass           also count instructions in the machine code (needs cuobjdump beside ptxas, or on the PATH)
  --quick          one loss for each set of sums, int64 targets only: minutes less
  --output FOLDER  folder for PTX, machine code and the full table (default: artifacts/ptx)"
arch=sm_90 assembler='' sass='' quick='' output=''
while [ $# -gt 0 ]; do
  case $1 in
    --arch | --ptxas | --output)
      [ $# -gt 1 ] || { echo "$1 needs a value." >&2; echo "$usage" >&2; exit 2; }
      case $1 in --arch) arch=$2 ;; --ptxas) assembler=$2 ;; *) output=$2 ;; esac
      shift 2 ;;
    --sass) sass=yes && shift ;;
    --quick) quick=--quick && shift ;;
    --help | -h) echo "$usage" && exit 0 ;;
    *) echo "'$1' is not an option." >&2; echo "$usage" >&2; exit 2 ;;
  esac
done

# Limits of a multiprocessor: threads, thread blocks, bytes of shared memory. All of them have 65536 registers.
case $arch in
  sm_80) limits='2048 32 167936' ;;
  sm_86) limits='1536 16 102400' ;;
  sm_89) limits='1536 24 102400' ;;
  sm_90) limits='2048 32 233472' ;;
  *) echo "--arch $arch is not known; expected sm_80, sm_86, sm_89 or sm_90." >&2; exit 2 ;;
esac

case $output in
  '' | /*) ;;
  *) output=$PWD/$output ;;
esac
if [ -n "$assembler" ]; then
  [ ! -d "$assembler" ] || assembler=${assembler%/}/ptxas
  [ -x "$assembler" ] || { echo "--ptxas: there is no program at $assembler." >&2; exit 2; }
  assembler=$(CDPATH='' cd -- "$(dirname -- "$assembler")" && pwd)/$(basename -- "$assembler")
else
  assembler=$(command -v ptxas) || assembler=''
fi
disassembler=''
if [ -n "$sass" ] && [ -n "$assembler" ]; then
  disassembler=$(dirname -- "$assembler")/cuobjdump
  [ -x "$disassembler" ] || disassembler=$(command -v cuobjdump) || {
    echo "--sass: cuobjdump is neither beside $assembler nor on the PATH." >&2
    exit 2
  }
fi
cd "$(dirname "${BASH_SOURCE[0]}")/.."
output=${output:-$PWD/artifacts/ptx}

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
dotnet build tools/GpuChecks -c Release -v quiet
dotnet run --project tools/GpuChecks -c Release --no-build -- ptx --output "$output" $quick

if [ -z "$assembler" ]; then
  echo
  echo "ptxas was not found: the PTX was written, and NOT assembled. Registers, spills and occupancy are unknown."
  echo "It is part of NVIDIA's CUDA toolkit (11.8 or later), or of Debian's non-free package nvidia-cuda-toolkit."
  echo "Put it on the PATH, or name it: eng/ptx-check.sh --ptxas PATH"
  exit 0
fi
# One file: its machine code, the output of ptxas, and with a disassembler the instructions.
assemble() {
  rm -f "$1.cubin" "$1.sass"
  "$assembler" -v -arch="$arch" -o "$1.cubin" "$1.ptx" >"$1.log" 2>&1 || return 0
  # cuobjdump calls nvdisasm, which is in the same folder.
  [ -z "$disassembler" ] || PATH="$PATH:$(dirname -- "$disassembler")" "$disassembler" -sass "$1.cubin" >"$1.sass" 2>>"$1.log" || rm -f "$1.sass"
}
export -f assemble
export assembler arch disassembler
cores=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
find "$output" -name '*.ptx' | sed 's/\.ptx$//' | xargs -P "$cores" -I '{}' bash -c 'assemble "$1"' _ '{}'

awk -v folder="$output" -v limits="$limits" -v sass="$sass" -f eng/ptx-table.awk "$output/kernels.tsv"
