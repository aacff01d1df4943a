# results.jsonl and rechecks.jsonl are the same bytes whatever the settings: threads, documents in flight, memory, order of
# sources, a kill in between; for each precision, and among the kernels of one arithmetic.
. tests/shell.sh
demo=tests/demo

# audit OUT [OPTION...]
audit() {
    out=$1
    shift
    "$rote" audit --quiet --model $demo/gemma-demo --documents "${documents:-24}" --out "$out" "$@"
}
straight() { audit "$@" --source code="$demo/code/*" --source records="$demo/records/*"; }
swapped() { audit "$@" --source records="$demo/records/*" --source code="$demo/code/*"; }
same() { # same RUN RUN: results, and rechecks where there are any
    cmp "$1/results.jsonl" "$2/results.jsonl" || return 1
    if [ -e "$1/rechecks.jsonl" ]; then cmp "$1/rechecks.jsonl" "$2/rechecks.jsonl"; else [ ! -e "$2/rechecks.jsonl" ]; fi
}
same_lines() { # the same, in any order
    for file in results rechecks; do
        [ -e "$1/$file.jsonl" ] || [ -e "$2/$file.jsonl" ] || continue
        sort "$1/$file.jsonl" >"$dir/sorted1" && sort "$2/$file.jsonl" >"$dir/sorted2" && cmp "$dir/sorted1" "$dir/sorted2" || return 1
    done
}
settings='3:64:400M 2:7:1'

for early in "" --stop-early; do
    for precision in $([ "$early" ] || echo f32) bf16; do
        name="$precision${early:+, stopping early}"
        base="$dir/$precision$early"
        check "$name" run 0 straight "$base" --precision $precision $early
        [ $precision = f32 ] || check "$name, some computed again" test -s "$base/rechecks.jsonl"
        for s in $settings; do
            threads=${s%%:*} memory=${s##*:} flight=${s#*:}
            flight=${flight%%:*}
            rm -rf "$dir/other"
            check "$name, $s" run 0 straight "$dir/other" --precision $precision $early --threads "$threads" --in-flight "$flight" \
                --memory "$memory"
            check "$name, $s, the same bytes" same "$dir/other" "$base"
        done
        check "$name, sources swapped" run 0 swapped "$dir/swapped$precision$early" --precision $precision $early --in-flight 7
        check "$name, sources swapped, the same lines" same_lines "$dir/swapped$precision$early" "$base"

        # A kill when some results stand: what follows is computed in other settings.
        rm -rf "$dir/killed"
        (exec "$rote" audit --quiet --model $demo/gemma-demo --documents 24 --out "$dir/killed" --source code="$demo/code/*" \
            --source records="$demo/records/*" --precision $precision $early --in-flight 1 --threads 1) &
        pid=$!
        tries=0
        while [ ! -s "$dir/killed/results.jsonl" ] && [ $tries -lt 200 ] && kill -0 $pid 2>/dev/null; do
            sleep 0.02
            tries=$((tries + 1))
        done
        kill -9 $pid 2>/dev/null
        wait $pid 2>/dev/null
        [ ! -s "$dir/killed/results.jsonl" ] || truncate -s -5000 "$dir/killed/results.jsonl"
        check "$name, goes on after a kill" run 0 straight "$dir/killed" --precision $precision $early --in-flight 7 --threads 2
        check "$name, after a kill, the same bytes" same "$dir/killed" "$base"
    done
done

# Kernels: f32's are all of one arithmetic, and so are bf16's that work on pairs. test_samebytes.c has all of them.
kernels() { # kernels PRECISION KERNEL...: those that this processor runs agree
    precision=$1 first=
    shift
    for kernel in "$@"; do
        rm -rf "$dir/kernel"
        if ! ROTE_KERNEL=$kernel run 0 straight "$dir/kernel" --precision "$precision" >"$dir/why"; then
            grep -q "which this processor cannot run" "$dir/err" && echo "skip $precision, $kernel: not this processor's" && continue
            echo "not ok $precision, $kernel: $(cat "$dir/why")"
            continue
        fi
        if [ -z "$first" ]; then
            first=$kernel
            mv "$dir/kernel" "$dir/first$precision"
            continue
        fi
        check "$precision, $kernel, the bytes of $first" same "$dir/kernel" "$dir/first$precision"
    done
}
documents=4
kernels f32 amx avx2
kernels bf16 avx512bf16 avx512
