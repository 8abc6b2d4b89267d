# Reads the table of kernels and, for each, the output of ptxas and the machine code; prints one line for all kernels that differ
# only in loss and target type, and writes all of them to table.tsv. Fails where one was not assembled, spills, or has local
# memory. (ILGPU passes the results of inline instructions through local memory, which the assembler must turn into registers.)
BEGIN {
  FS = OFS = "\t"
  split(limits, limit, " ")
  table = folder "/table.tsv"
  heading = "registers\tshared\tstack\tspilled\toccupancy"
  if (sass)
    heading = heading "\tloads16\tstores16\tread_loop_loads\tread_loop\twrite_loop_loads\twrite_loop"
}
NR == 1 {
  print $0, heading >table
  next
}
{
  name = folder "/" substr($1, 1, length($1) - 4)
  if (!read_log(name ".log")) {
    print "NOT ASSEMBLED: " $1 ": " complaint
    failures++
    next
  }
  if (spilled > 0 || stack > 0) {
    print (spilled ? "SPILLS " spilled " bytes: " : "LOCAL MEMORY of " stack " bytes: ") $1
    failures++
  }
  occupancy = occupied($8)
  line = registers OFS shared OFS stack OFS spilled OFS occupancy
  key = sprintf("%-6s %-16s %-9s %2d", $3, $4, $5, $6)
  if (!(key in kernels))
    keys[++count] = key
  kernels[key]++
  group[key] = $8
  span(key, "registers", registers)
  span(key, "shared", shared)
  span(key, "stack", stack)
  span(key, "spilled", spilled)
  span(key, "occupancy", occupancy)
  if (sass) {
    read_code(name ".sass", $4 == "Gradient" || $4 == "Backward")
    line = line OFS loads OFS stores OFS read_loads OFS read_length OFS write_loads OFS write_length
    span(key, "loads", loads)
    span(key, "stores", stores)
    element = $5 == "float64" ? 8 : $5 == "float32" ? 4 : 2
    # From sums of chunks no elements are read.
    if ($4 !~ /OfPartial/)
      loops(key, "read", read_loads, read_length, $6 / element)
    loops(key, "write", write_loads, write_length, $6 / element)
  }
  print $0, line >table
}
END {
  print ""
  print "A line is for all losses and target types; first..last where they differ. Bytes are what one instruction moves;"
  print "occupancy is the share of a multiprocessor's threads that blocks of that size can fill, in per cent."
  if (sass) {
    print "16-byte loads and stores of global memory are counted over the kernel. Its main loops are given as loads and instructions"
    print "of an ordinary iteration, and instructions per element: one that reads, and the shortest that also writes the gradient."
  }
  print ""
  titles = sprintf("%-6s %-16s %-9s %5s %7s %5s %9s %9s %7s %7s %9s", "rows", "step", "element", "bytes", "kernels", "block", "registers", "shared", "stack", "spilled", "occupancy")
  if (sass)
    titles = titles sprintf(" %9s %9s  %-26s  %-26s", "loads16", "stores16", "reading loop", "writing loop")
  print titles
  for (i = 1; i <= count; i++) {
    key = keys[i]
    split(key, part, " ")
    row = sprintf("%-6s %-16s %-9s %5d %7d %5d %9s %9s %7s %7s %9s", part[1], part[2], part[3], part[4], kernels[key], group[key], \
      shown(key, "registers"), shown(key, "shared"), shown(key, "stack"), shown(key, "spilled"), shown(key, "occupancy"))
    if (sass)
      row = row sprintf(" %9s %9s  %-26s  %-26s", shown(key, "loads"), shown(key, "stores"), loop_shown(key, "read"), loop_shown(key, "write"))
    print row
  }
  print ""
  print (failures ? failures " FAILED; " : "All assembled, nothing spilled; ") "every kernel by itself: " table
  exit failures > 0
}

function span(key, what, value) {
  if (!((key, what) in least) || value < least[key, what])
    least[key, what] = value
  if (!((key, what) in most) || value > most[key, what])
    most[key, what] = value
}

function shown(key, what) {
  return least[key, what] == most[key, what] ? least[key, what] : least[key, what] ".." most[key, what]
}

function loops(key, what, in_flight, length_, elements) {
  if (!in_flight)
    return
  span(key, what "_loads", in_flight)
  span(key, what "_length", length_)
  span(key, what "_each", sprintf("%.1f", length_ / (in_flight * elements)) + 0)
}

function loop_shown(key, what) {
  if (!((key, what "_loads") in least))
    return "-"
  return shown(key, what "_loads") " / " shown(key, what "_length") " / " shown(key, what "_each")
}

# Reads the output of ptxas -v for a kernel; false where it did not assemble it.
function read_log(file,    text, words) {
  registers = shared = stack = spilled = 0
  complaint = ""
  while ((getline text <file) > 0) {
    if (text ~ /error|fatal/ && complaint == "")
      complaint = text
    if (match(text, /[0-9]+ bytes stack frame/)) {
      split(substr(text, RSTART), words, " ")
      stack = words[1] + 0
    }
    if (match(text, /[0-9]+ bytes spill stores/)) {
      split(substr(text, RSTART), words, " ")
      spilled = words[1] + 0
    }
    if (match(text, /Used [0-9]+ registers/)) {
      split(substr(text, RSTART), words, " ")
      registers = words[2] + 0
    }
    if (match(text, /[0-9]+ bytes smem/)) {
      split(substr(text, RSTART), words, " ")
      shared = words[1] + 0
    }
  }
  close(file)
  return registers > 0
}

# The share of a multiprocessor's threads that thread blocks of a size can fill: registers are allocated to warps in units of
# 256, shared memory to thread blocks in units of 128 bytes, after 1024 bytes for the system.
function occupied(size,    warps, of_warp, groups, by_memory) {
  warps = int((size + 31) / 32)
  of_warp = int((registers * 32 + 255) / 256) * 256
  groups = int(int(65536 / of_warp) / warps)
  by_memory = int(limit[3] / (1024 + int((shared + 127) / 128) * 128))
  if (groups > by_memory)
    groups = by_memory
  if (groups > int(limit[1] / size))
    groups = int(limit[1] / size)
  if (groups > limit[2])
    groups = limit[2]
  return int(100 * groups * size / limit[1])
}

# Counts over the machine code, and finds its main loops: of the innermost loops those that move the most packs, once among
# those that only read and once, in kernels that write a gradient, among those that also store.
function read_code(file, writes_gradient,    text, target, code, at, i, k, first, stored) {
  loads = stores = read_loads = read_length = write_loads = write_length = code = 0
  while ((getline text <file) > 0) {
    if (text !~ /^ *\/\*[0-9a-f]+\*\/ +[^ ]/)
      continue
    code++
    match(text, /[0-9a-f]+\*\//)
    at[substr(text, RSTART, RLENGTH - 2)] = code
    branch[code] = ""
    if (text ~ / BRA[ .]/ && match(text, /0x[0-9a-f]+ ?;/)) {
      target = substr(text, RSTART + 2, RLENGTH - 3)
      sub(/ /, "", target)
      while (length(target) < 4)
        target = "0" target
      branch[code] = target
    }
    is_conditional[code] = text ~ /@!?U?P[0-9] +BRA/
    is_load[code] = text ~ / (LDG\.E|LDS)/
    is_store[code] = text ~ / STG\.E/
    loads += text ~ / LDG\.E\.[A-Z.]*128/
    stores += text ~ / STG\.E\.[A-Z.]*128/
  }
  close(file)
  for (i = 1; i <= code; i++)
    branch[i] = branch[i] == "" ? 0 : at[branch[i]] + 0
  for (i = 1; i <= code; i++) {
    if (!branch[i] || branch[i] >= i)
      continue
    stored = 0
    for (k = first = branch[i]; k <= i; k++) {
      if (k < i && branch[k] >= first && branch[k] < k)
        break
      stored += is_store[k]
    }
    if (k <= i)
      continue
    shortest_path(first, i)
    if (!stored && (path_loads > read_loads || (path_loads == read_loads && path_length < read_length))) {
      read_loads = path_loads
      read_length = path_length
    }
    if (stored && writes_gradient && (path_loads > write_loads || (path_loads == write_loads && path_length < write_length))) {
      write_loads = path_loads
      write_length = path_length
    }
  }
}

# Of the paths from one instruction to another those with the most loads and stores, of these the shortest: an ordinary
# iteration.
function shortest_path(first, last,    i, next_, other, moved, loaded, steps) {
  moved[last + 1] = loaded[last + 1] = steps[last + 1] = 0
  for (i = last; i >= first; i--) {
    next_ = i + 1
    other = branch[i] > i && branch[i] <= last ? branch[i] : 0
    if (i < last && branch[i] && !is_conditional[i])
      next_ = other
    else if (other && (moved[other] > moved[next_] || (moved[other] == moved[next_] && steps[other] < steps[next_])))
      next_ = other
    # A path that leaves the loop is not an iteration.
    moved[i] = next_ ? moved[next_] + is_load[i] + is_store[i] : -1000
    loaded[i] = next_ ? loaded[next_] + is_load[i] : 0
    steps[i] = next_ ? steps[next_] + 1 : 0
  }
  path_loads = moved[first] > 0 ? loaded[first] : 0
  path_length = steps[first]
}
