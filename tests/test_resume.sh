# Killed at any moment, the same command goes on and ends with the same bytes.
. tests/shell.sh
demo=tests/demo
kills=${KILLS:-12}

# audit OUT [exec]: with exec the shell becomes the program, so that a background job can be killed.
audit() {
    $2 "$rote" audit --quiet --model $demo/gemma-demo --documents "${DOCUMENTS:-300}" --out "$1" \
        --source letters="$demo/letters/*" --source records="$demo/records/*"
}

check "undisturbed" run 0 audit "$dir/whole"

# A kill after a random time between 0 and what the whole run took, again and again in one directory.
t0=$(date +%s%N)
audit "$dir/timed" >/dev/null
span=$((($(date +%s%N) - t0) / 1000000))
seed=$(od -An -N4 -tu4 /dev/urandom | tr -d ' ')
i=0
while [ $i -lt "$kills" ]; do
    seed=$(((seed * 1103515245 + 12345) % 2147483648))
    wait_ms=$((seed % (span + 1)))
    audit "$dir/killed" exec &
    pid=$!
    sleep "$(printf '%d.%03d' $((wait_ms / 1000)) $((wait_ms % 1000)))"
    kill -9 $pid 2>/dev/null
    wait $pid 2>/dev/null
    [ $((i % 4)) -eq 3 ] && [ $((i + 1)) -lt "$kills" ] && rm -rf "$dir/killed"
    i=$((i + 1))
done
check "goes on after kills" run 0 audit "$dir/killed"
check "same results after kills" cmp "$dir/killed/results.jsonl" "$dir/whole/results.jsonl"
check "same report after kills" cmp "$dir/killed/report.json" "$dir/whole/report.json"
check "same page after kills" cmp "$dir/killed/report.html" "$dir/whole/report.html"

# Ctrl-C: finishes what is in flight, says how to go on.
(trap - INT; exec "$rote" audit --model $demo/gemma-demo --documents 2000 --out "$dir/int" --source letters="$demo/letters/*" >"$dir/out" 2>"$dir/err") &
pid=$!
while [ ! -s "$dir/int/results.jsonl" ] && kill -0 $pid 2>/dev/null; do sleep 0.05; done
kill -TERM $pid
wait $pid
code=$?
check "a signal asks to stop" test "$code" -eq 130
check "how to go on is said" grep -q 'the same command goes on' "$dir/err"
check "goes on after a signal" run 0 "$rote" audit --quiet --model $demo/gemma-demo --documents 2000 --out "$dir/int" --source letters="$demo/letters/*"
check "all results stand" test "$(wc -l <"$dir/int/results.jsonl")" -eq 2000

# A full disk: one sentence, exit 3, nothing lost.
small_disk() { mount -t tmpfs -o size=600k none "$dir/disk" 2>/dev/null; }
mkdir "$dir/disk"
if small_disk; then
    check "a full disk" run 3 audit "$dir/disk/run"
    check "a full disk, said" says "No space left on device"
    check "more room" mount -o remount,size=60m "$dir/disk"
    check "goes on after a full disk" run 0 audit "$dir/disk/run"
    check "same results after a full disk" cmp "$dir/disk/run/results.jsonl" "$dir/whole/results.jsonl"
    umount "$dir/disk"
else
    echo "skip a full disk: tmpfs cannot be mounted here"
fi
