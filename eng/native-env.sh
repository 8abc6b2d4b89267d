# Lets TorchSharp load on Linux distributions whose libstdc++ is older than GCC 13's (Debian 12, Ubuntu 22.04, RHEL 9).
# Source it; in a shell other than bash, from the repository's root. Does nothing on systems that do not need it.
#
# TorchSharp's native library needs one symbol that those systems lack, std::ios_base_library_init(), a function that can be
# empty. A forwarder is put before the system's libstdc++ in LD_LIBRARY_PATH: a shared object of the same name that adds the
# symbol, declares every version that the system's declares (the loader checks them by that name), and depends on the system's
# own by its absolute path for everything else.

# The libstdc++ that a program started from this shell would load; empty if it cannot be found.
sparse_lsr_libstdcxx() (
  IFS=:
  for folder in ${LD_LIBRARY_PATH:-}; do
    [ -e "$folder/libstdc++.so.6" ] && printf '%s\n' "$folder/libstdc++.so.6" && return
  done
  # Users other than root do not always have /sbin in their PATH.
  PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null | sed -n '/libstdc++\.so\.6 (libc6,x86-64/{s/.*=> //p;q;}'
)

# The version nodes of the library $1, one per line.
sparse_lsr_versions() {
  LC_ALL=C grep -ao -e 'GLIBCXX_3[0-9.]*[0-9]' -e 'CXXABI_[A-Z0-9_.]*[A-Z0-9]' "$1" | LC_ALL=C sort -u |
    grep -vx -e 'GLIBCXX_3\.4\.31' -e 'GLIBCXX_3\.4\.32'
}

# Builds the forwarder for the library $1 in the folder $2.
sparse_lsr_forwarder() (
  for compiler in "${CC:-cc}" gcc clang g++ ''; do
    [ -n "$compiler" ] && command -v "$compiler" >/dev/null 2>&1 && break
  done
  if [ -z "$compiler" ]; then
    echo "eng/native-env.sh: $1 is too old for TorchSharp, and no C compiler was found to build the forwarder." >&2
    echo "Install one (for example gcc); docs/troubleshooting.md has the details." >&2
    return 1
  fi

  # Built in another folder and then moved in one step: two shells may do this at the same time.
  mkdir -p "$2" && work=$(mktemp -d "$2/.build.XXXXXX") || return 1
  trap 'rm -rf "$work"' EXIT
  {
    sparse_lsr_versions "$1" | sed 's/$/ { };/'
    echo 'GLIBCXX_3.4.31 { };'
    echo 'GLIBCXX_3.4.32 { global: _ZSt21ios_base_library_initv; local: *; };'
  } >"$work/versions"
  echo 'void _ZSt21ios_base_library_initv(void) {}' >"$work/forwarder.c"
  : >"$work/system.c"
  # An empty library whose name is the system library's path: linking against it makes that path a dependency.
  "$compiler" -shared -nostdlib -fPIC -x c "$work/system.c" -o "$work/system.so" "-Wl,-soname,$1" &&
    "$compiler" -shared -nostdlib -fPIC -x c "$work/forwarder.c" -x none -o "$work/libstdc++.so.6" \
      -Wl,-soname,libstdc++.so.6 "-Wl,--version-script=$work/versions" -Wl,--no-as-needed "$work/system.so" &&
    mv -f "$work/libstdc++.so.6" "$2/libstdc++.so.6"
)

# Prints the forwarder's folder, and builds the forwarder if it is missing; prints nothing where none is needed.
sparse_lsr_native_folder() (
  [ "$(uname -s)-$(uname -m)" = Linux-x86_64 ] || return 0
  system=$(sparse_lsr_libstdcxx)
  [ -n "$system" ] && ! grep -qF _ZSt21ios_base_library_initv "$system" || return 0
  root=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE:-eng/native-env.sh}")/.." && pwd) || return 1
  # One folder per libstdc++: an update, or another container on the same checkout, gets its own.
  folder="$root/eng/native/$(printf '%s\n' "$system" | cat - "$system" | cksum | cut -d ' ' -f 1)"
  [ -e "$folder/libstdc++.so.6" ] || sparse_lsr_forwarder "$system" "$folder" >&2 || return 1
  printf '%s\n' "$folder"
)

if sparse_lsr_native=$(sparse_lsr_native_folder); then
  [ -z "$sparse_lsr_native" ] || export LD_LIBRARY_PATH="$sparse_lsr_native${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
  unset sparse_lsr_native
else
  unset sparse_lsr_native
  return 1
fi
