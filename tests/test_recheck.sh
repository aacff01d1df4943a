# --precision bf16 computes again in f32 what matched or is fragile, whatever came in between; --stop-early changes no flag.
. tests/shell.sh
demo=tests/demo
kills=${KILLS:-5}

# audit OUT [OPTION...]
audit() {
    out=$1
    shift
    "$rote" audit --quiet --model $demo/gemma-demo --documents 100 --out "$out" --source code="$demo/code/*" \
        --source records="$demo/records/*" "$@"
}
bf16() { audit "$@" --precision bf16; }
needed() { grep -cE '"exact":true|"approximate":true|"fragile":true' "$1"; }
# The documents and flags of a file of results, one a line.
flags() { sed -E 's/^\{("source":.*"ordinal":[0-9]+),.*("exact":[a-z]+,"approximate":[a-z]+),.*/\1 \2/' "$1"; }
same_flags() { flags "$1" >"$dir/flags1" && flags "$2" >"$dir/flags2" && cmp "$dir/flags1" "$dir/flags2"; }
rates() { grep -E '"(name|eligible|exact|approximate)(_rate)?":' "$1"; }
same_rates() { rates "$1" >"$dir/rates1" && rates "$2" >"$dir/rates2" && cmp "$dir/rates1" "$dir/rates2"; }
has_rechecked() { grep -A1 '"rechecked": '"$2" "$1" | grep -q '"rechecked_changed": '; }

# ---- what is computed again ----
check "a bf16 run" run 0 bf16 "$dir/whole"
n=$(needed "$dir/whole/results.jsonl")
check "some documents matched, not all" test "$n" -gt 10 -a "$n" -lt 190
check "each of them is computed again" test "$(wc -l <"$dir/whole/rechecks.jsonl")" -eq "$n"
check "rechecks are private" test "$(stat -c %a "$dir/whole/rechecks.jsonl")" = 600
check "the report counts them" has_rechecked "$dir/whole/report.json" "$n"
for f in md html; do check "report.$f says what is counted" grep -q 'Computed again in f32: what was mem' "$dir/whole/report.$f"; done
check "the terminal says so" sh -c '"$0" report "$1" | grep -q "Computed again in f32: $2 documents (code"' "$rote" "$dir/whole" "$n"
check "the plan says so" grep -q '"recheck":true' "$dir/whole/plan.json"

check "an f32 run" run 0 audit "$dir/f32"
check "an f32 run computes nothing again" test ! -e "$dir/f32/rechecks.jsonl"
check "an f32 run, in the report" grep -q '"rechecked": null' "$dir/f32/report.json"
while IFS= read -r line; do grep -F -e "${line%%,\"id\":*}," "$dir/f32/results.jsonl"; done \
    <"$dir/whole/rechecks.jsonl" >"$dir/want"
check "rechecks are an f32 run's results" cmp "$dir/whole/rechecks.jsonl" "$dir/want"

check "without rechecks" run 0 bf16 "$dir/without" --recheck=no
check "without rechecks, no file" test ! -e "$dir/without/rechecks.jsonl"
check "without rechecks, the same results" cmp "$dir/without/results.jsonl" "$dir/whole/results.jsonl"
check "without rechecks, in the report" grep -q '"rechecked": null' "$dir/without/report.json"
printf 'precision: bf16\nrecheck: false\n' >"$dir/c.yaml"
check "without rechecks, from a file" run 0 audit "$dir/file" --config "$dir/c.yaml"
check "without rechecks, from a file, the same bytes" diff -r "$dir/file" "$dir/without"
check "a run without rechecks stays one" run 4 bf16 "$dir/without"
check "a run without rechecks, said" says "protocol.recheck is false there and true now"
check "a run of one precision stays one" run 4 audit "$dir/whole"
check "a run of one precision, said" says 'model.precision is "bf16" there and "f32" now'

# Nothing that matches or is fragile (the document's first tokens are chosen by wide margins): no file.
check "nothing matches" run 0 "$rote" audit --quiet --model $demo/gemma-demo --documents 1 --seed 23 --max-edit-fraction 0 \
    --out "$dir/none" --source letters="$demo/letters/part-00000*" --precision bf16
check "nothing matches, by the sample" test "$(needed "$dir/none/results.jsonl")" -eq 0
check "nothing matches, no file" test ! -e "$dir/none/rechecks.jsonl"
check "nothing matches, in the report" has_rechecked "$dir/none/report.json" 0

# ---- the same bytes, whatever came in between ----
check "run again, nothing is computed anew" run 0 bf16 "$dir/whole"
cp -r "$dir/whole" "$dir/copy"
check "another order of finishing" run 0 bf16 "$dir/one" --in-flight 1 --threads 1
check "another order of finishing, the same bytes" diff -r "$dir/one" "$dir/copy"
bytes=$(wc -c <"$dir/copy/rechecks.jsonl")
for cut in 0 $((bytes / 3)) $((bytes - 1)); do
    truncate -s "$cut" "$dir/whole/rechecks.jsonl"
    rm -f "$dir"/whole/report.*
    check "torn at $cut, not finished" run 3 "$rote" report "$dir/whole"
    check "torn at $cut, said" says "are to be computed again in f32 were; run rote audit"
    check "torn at $cut, goes on" run 0 bf16 "$dir/whole"
    check "torn at $cut, the same bytes" diff -r "$dir/whole" "$dir/copy"
done
truncate -s -2000 "$dir/whole/results.jsonl"
check "torn results below whole rechecks" run 0 bf16 "$dir/whole"
check "torn results below whole rechecks, the same bytes" diff -r "$dir/whole" "$dir/copy"

# Kills after random times, most of which fall into the rechecks: the results stand.
rm "$dir/whole/rechecks.jsonl"
cp -r "$dir/whole" "$dir/timed"
t0=$(date +%s%N)
bf16 "$dir/timed" --in-flight 1 >/dev/null
span=$((($(date +%s%N) - t0) / 1000000))
seed=$(od -An -N4 -tu4 /dev/urandom | tr -d ' ')
i=0
while [ $i -lt "$kills" ]; do
    seed=$(((seed * 1103515245 + 12345) % 2147483648))
    wait_ms=$((seed % (span + 1)))
    (exec "$rote" audit --quiet --model $demo/gemma-demo --documents 100 --out "$dir/whole" --source code="$demo/code/*" \
        --source records="$demo/records/*" --precision bf16 --in-flight 1) &
    pid=$!
    sleep "$(printf '%d.%03d' $((wait_ms / 1000)) $((wait_ms % 1000)))"
    kill -9 $pid 2>/dev/null
    wait $pid 2>/dev/null
    i=$((i + 1))
done
check "goes on after kills" run 0 bf16 "$dir/whole"
check "the same bytes after kills" diff -r "$dir/whole" "$dir/copy"

# ---- damage ----
damaged() { # damaged NAME SAYS: the audit and the report of $dir/whole both refuse, then it is mended
    check "$1" run 3 bf16 "$dir/whole"
    check "$1, said" says "$2"
    check "$1, reported" run 3 "$rote" report "$dir/whole"
    check "$1, reported, said" says "$2"
    cp "$dir"/copy/re* "$dir/whole/"
}
line() { sed -n "$1p" "$dir/copy/rechecks.jsonl"; }
sed -i '3s/"exact":[a-z]*/"exact":nope/' "$dir/whole/rechecks.jsonl"
damaged "a damaged line" "rechecks.jsonl: line 3 (byte"
sed -i 2d "$dir/whole/rechecks.jsonl"
damaged "a line that is missing" "rechecks.jsonl: line 2 is code"
line 1 >>"$dir/whole/rechecks.jsonl"
damaged "a line too many" "rechecks.jsonl: line $((n + 1)): the file has more lines than there are documents for it; put back"

# A bit somewhere in the middle, in each file; what another run left; a file that is gone.
flip() { # flip FILE AT: the lowest bit of a byte
    byte=$(od -An -tu1 -j"$2" -N1 "$1" | tr -d ' ')
    printf "\\$(printf %o $((byte ^ 1)))" | dd of="$1" bs=1 seek="$2" conv=notrunc 2>/dev/null
}
for f in rechecks results; do
    bytes=$(wc -c <"$dir/copy/$f.jsonl")
    flip "$dir/whole/$f.jsonl" $((bytes / 2))
    damaged "a flipped bit in $f" "$f.jsonl: line "
done
check "results of another sample" run 0 bf16 "$dir/seven" --seed 7 --recheck=no
cp "$dir/seven/results.jsonl" "$dir/whole/results.jsonl"
damaged "results of another sample" "results.jsonl: line 1 is code"
rm "$dir/whole/results.jsonl"
check "results gone, rechecks left" run 0 bf16 "$dir/whole"
check "results gone, the same bytes" diff -r "$dir/whole" "$dir/copy"

# ---- a full disk ----
# small_disk KILOBYTES
small_disk() { mkdir -p "$dir/disk" && mount -t tmpfs -o "size=$1k" none "$dir/disk" 2>/dev/null; }
kilobytes() { cat "$@" | wc -c | awk '{ print int($1 / 1024) }'; }
if small_disk $(($(kilobytes "$dir"/copy/plan.json "$dir"/copy/s*) + 100)); then
    check "a full disk in the results" run 3 bf16 "$dir/disk/run"
    check "a full disk in the results, said" says "results.jsonl: cannot be written: No space left on device; nothing is lost"
    mount -o "remount,size=$(($(kilobytes "$dir"/copy/plan.json "$dir"/copy/*.jsonl "$dir"/copy/sources.json) - 60))k" "$dir/disk"
    check "a full disk in the rechecks" run 3 bf16 "$dir/disk/run"
    check "a full disk in the rechecks, said" says "rechecks.jsonl: cannot be written: No space left on device; nothing is lost"
    mount -o remount,size=60m "$dir/disk"
    check "goes on after a full disk" run 0 bf16 "$dir/disk/run"
    check "the same bytes after a full disk" diff -r "$dir/disk/run" "$dir/copy"
    umount "$dir/disk"
else
    echo "skip a full disk: tmpfs cannot be mounted here"
fi

# ---- --stop-early ----
check "stop early" run 0 audit "$dir/early" --stop-early
check "stop early, some are cut" test "$(grep -c '"cut":true' "$dir/early/results.jsonl")" -gt 100
check "stop early, none is cut without it" test "$(grep -c '"cut":true' "$dir/f32/results.jsonl")" -eq 0
check "stop early, the same flags" same_flags "$dir/early/results.jsonl" "$dir/f32/results.jsonl"
check "stop early, the same rates" same_rates "$dir/early/report.json" "$dir/f32/report.json"
check "stop early, distances of what is cut are not known" sh -c \
    '! grep "\"cut\":true" "$1" | grep -v "\"edit_distance\":null,\"char_edit_fraction\":null"' - "$dir/early/results.jsonl"
check "stop early, no mean" test "$(grep -c '"mean_edit_distance": null' "$dir/early/report.json")" -eq 3
check "stop early, said" grep -q 'Cut continuations.' "$dir/early/report.md"
check "stop early, another order, the same bytes" run 0 audit "$dir/early1" --stop-early --in-flight 1
check "stop early, another order, the same results" cmp "$dir/early1/results.jsonl" "$dir/early/results.jsonl"
check "stop early in bf16" run 0 bf16 "$dir/early16" --stop-early
check "stop early in bf16, the same flags" same_flags "$dir/early16/results.jsonl" "$dir/whole/results.jsonl"
check "stop early in bf16, the same flags again in f32" same_flags "$dir/early16/rechecks.jsonl" "$dir/whole/rechecks.jsonl"
check "a run that stops early stays one" run 4 audit "$dir/early"
check "a run that stops early, said" says "protocol.stop_early is true there and false now"

# ---- kernels of another order ----
if grep -q 'bf16 tiles' "$dir/whole/plan.json"; then
    cp -r "$dir/whole" "$dir/order"
    truncate -s -2000 "$dir/order/rechecks.jsonl"
    cp -r "$dir/order" "$dir/before"
    check "kernels of another order" run 4 env ROTE_KERNEL=portable "$rote" audit --quiet --model $demo/gemma-demo \
        --documents 100 --out "$dir/order" --source code="$demo/code/*" --source records="$demo/records/*" --precision bf16
    check "kernels of another order, said" says "set ROTE_KERNEL to amx"
    check "kernels of another order, nothing changed" diff -r "$dir/order" "$dir/before"
else
    echo "skip kernels of another order: this processor has one"
fi
