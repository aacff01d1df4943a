# Samples and audits in parts give the bytes of one machine's; bad parts are named; a kept sample is audited again.
. tests/shell.sh
demo=tests/demo
model=$demo/gemma-demo

# sample OUT [OPTION...], three sources of different kinds and numbers of shards
sample() {
    out=$1
    shift
    "$rote" sample --quiet --model $model --source letters="$demo/letters/*" code="$demo/code/*" \
        records="$demo/records/*" --documents 40 --out "$out" "$@"
}
audit() { # audit OUT [OPTION...]
    out=$1
    shift
    "$rote" audit --quiet --model $model --out "$out" "$@"
}
parts() { # parts N NAME [OPTION...]: samples in N parts, NAME1 NAME2 ...
    n=$1 name=$2 i=1 all=
    shift 2
    while [ $i -le "$n" ]; do
        sample "$dir/$name$i" --part $i/"$n" "$@" || return 1
        all="$dir/$name$i $all"
        i=$((i + 1))
    done
}
fingerprint() { grep -o '"fingerprint":"[0-9a-f]*"' "$1/plan.json" | head -1; }
same_fingerprint() { [ "$(fingerprint "$1")" = "$(fingerprint "$2")" ]; }

# ---- samples ----
check "a whole sample" run 0 sample "$dir/whole"
for n in 1 3 11; do # 8 shards: of 11 parts three are empty
    check "$n parts" run 0 parts $n "n$n-"
    check "$n parts merge" run 0 "$rote" merge $all --out "$dir/m$n" --quiet
    check "$n parts, the same bytes" diff -r "$dir/m$n" "$dir/whole"
    check "$n parts, the same fingerprint" same_fingerprint "$dir/m$n" "$dir/whole"
done
check "merged again, the same bytes" run 0 "$rote" merge $all --out "$dir/m11" --quiet
check "merged again" diff -r "$dir/m11" "$dir/whole"
check "the whole command finds it done" run 0 sample "$dir/m3"
check "the whole command changes nothing" diff -r "$dir/m3" "$dir/whole"
for f in plan.json samples.jsonl texts.jsonl sources.json; do
    check "$f is private" test "$(stat -c %a "$dir/m3/$f")" = 600
done
i=0
for options in "--dedup-sample" "--placement random" "--placement stride --stride 60 --dedup-sample" \
    "--keep-text=no --documents 100000 --prompt-tokens 7 --continuation-tokens 3" "--seed 5 --threads 1 --check-all"; do
    i=$((i + 1))
    plain() { # without the --documents 40 of sample()
        out=$1
        shift
        "$rote" sample --quiet --model $model --source letters="$demo/letters/part-0000[01]*" \
            records="$demo/records/*" --out "$out" $options "$@"
    }
    check "whole, $options" run 0 plain "$dir/w$i"
    check "part 1, $options" run 0 plain "$dir/o$i-1" --part 1/2
    check "part 2, $options" run 0 plain "$dir/o$i-2" --part 2/2
    check "merged, $options" run 0 "$rote" merge "$dir/o$i-1" "$dir/o$i-2" --out "$dir/om$i" --quiet
    check "the same bytes, $options" diff -r "$dir/om$i" "$dir/w$i"
done
check "without texts there is none" test ! -e "$dir/w4/texts.jsonl"
check "duplicates were left out" sh -c 'grep -o "\"duplicates_left_out\":[0-9]*" "$1" | grep -qv ":0$"' - "$dir/w1/sources.json"
check "no duplicate is left" sh -c '! grep -o "\"duplicates\":[0-9]*" "$1" | grep -qv ":0$"' - "$dir/w1/sources.json"
check "without the option they are counted" sh -c 'grep -o "\"duplicate_groups\":[0-9]*" "$1" | grep -qv ":0$"' - "$dir/w2/sources.json"

# ---- bad parts ----
bad() { # bad CODE SAYS RUN...
    code=$1 text=$2
    shift 2
    check "$text" run "$code" "$rote" merge "$@" --out "$dir/bad" --quiet
    check "$text, said" says "$text"
    check "$text, nothing made" test ! -e "$dir/bad"
}
check "another seed" run 0 sample "$dir/other" --part 2/3 --seed 1
check "an audit's part is none of a sample" run 0 audit "$dir/a-part" --sample "$dir/whole" --part 2/3
bad 2 "of 3 parts, 1 is missing: 2" "$dir/n3-1" "$dir/n3-3"
bad 2 "of 11 parts, 10 are missing: 1, 2, 3, 4, 5, 6, 8, 9, 10, 11" "$dir/n11-7"
bad 2 "part 2 is given twice: " "$dir/n3-1" "$dir/n3-2" "$dir/n3-2" "$dir/n3-3"
bad 4 "protocol.seed is 0 there and 1 now" "$dir/n3-1" "$dir/other" "$dir/n3-3"
bad 4 "it is one of 2 parts, the other one of 3" "$dir/n3-1" "$dir/o1-2" "$dir/n3-3"
bad 4 "is not of the same run as" "$dir/n3-1" "$dir/a-part" "$dir/n3-3"
bad 2 "is not a part of a run" "$dir/whole"
bad 3 "there is no plan.json" "$demo"
bad 2 "no parts are given"
check "into a part" run 2 "$rote" merge "$dir/n3-1" "$dir/n3-2" "$dir/n3-3" --out "$dir/n3-2"
check "into a part, said" says "is one of the parts"
check "no --out" run 2 "$rote" merge "$dir/n1-1"
cp -r "$dir/n3-2" "$dir/damaged"
rm "$dir/damaged/sources.json"
bad 3 "is not finished" "$dir/n3-1" "$dir/damaged" "$dir/n3-3"
# Damage is found before anything is made of it; the directory then holds a plan and no sample.
damaged() { # damaged FILE SAYS
    check "$1 is damaged" run 3 "$rote" merge "$dir/n3-1" "$dir/damaged" "$dir/n3-3" --out "$dir/bad" --quiet
    check "$1 is damaged, said" says "$2"
    check "$1 is damaged, no sample" test ! -e "$dir/bad/sources.json"
    rm -rf "$dir/bad" "$dir/damaged"
    cp -r "$dir/n3-2" "$dir/damaged"
}
rm -rf "$dir/damaged" && cp -r "$dir/n3-2" "$dir/damaged"
sed -i '5s/"ordinal":/"ordinal":1/' "$dir/damaged/samples.jsonl"
damaged samples.jsonl "is not the sample that sources.json describes"
sed -i '5s/"ordinal":/"ordinal":1/' "$dir/damaged/texts.jsonl"
damaged texts.jsonl "texts.jsonl: is not the file that sources.json describes"
sed -i 's/"too_short":[0-9]*/"too_short":9/' "$dir/damaged/sources.json"
damaged sources.json "does not agree with its check"
check "a part is no sample to be audited" run 2 audit "$dir/bad" --sample "$dir/n3-1"
check "a part is no sample to be audited, said" says "make one of the parts first (rote merge)"

# ---- a kept sample ----
direct() { audit "$1" --source letters="$demo/letters/*" code="$demo/code/*" records="$demo/records/*" --documents 40; }
check "an audit that draws its sample" run 0 direct "$dir/direct"
check "it keeps no texts" test ! -e "$dir/direct/texts.jsonl"
check "an audit of the kept sample" run 0 audit "$dir/kept" --sample "$dir/whole"
check "the same results" cmp "$dir/kept/results.jsonl" "$dir/direct/results.jsonl"
check "the same prompts" cmp "$dir/kept/samples.jsonl" "$dir/direct/samples.jsonl"
check "the same counts" sh -c 'grep -vE "facts|\"section\"" "$1" >"$3/a"; grep -vE "facts|\"section\"" "$2" >"$3/b"; cmp "$3/a" "$3/b"' - \
    "$dir/kept/report.json" "$dir/direct/report.json" "$dir"
cp -r "$dir/kept" "$dir/copy"
check "again, nothing is computed anew" run 0 audit "$dir/kept" --sample "$dir/whole/samples.jsonl"
check "again, the same bytes" diff -r "$dir/kept" "$dir/copy"
check "the sample of an audit can be audited too" run 0 audit "$dir/kept2" --sample "$dir/direct"
check "the sample of an audit, the same results" cmp "$dir/kept2/results.jsonl" "$dir/direct/results.jsonl"
check "the sample of a bf16 audit" run 0 audit "$dir/b16" --sample "$dir/whole" --precision bf16
check "the sample of a bf16 audit, in f32" run 0 audit "$dir/b32" --sample "$dir/b16"
check "the sample of a bf16 audit, nothing is left of it" sh -c '! grep -q recheck "$1"' - "$dir/b32/plan.json"
check "no sample there" run 3 audit "$dir/bad" --sample "$dir/nowhere"
check "the sample's own directory" run 2 audit "$dir/whole" --sample "$dir/whole"
check "the sample's own directory, said" says "is the sample's own directory"
check "a sample and a source" run 2 audit "$dir/bad" --sample "$dir/whole" --source a="$demo/code/*"
check "a sample and a source, said" says "--source: says how a sample is drawn"
check "a sample and a seed" run 2 audit "$dir/bad" --sample "$dir/whole" --seed 0
check "a sample and a seed, said" says "--seed: says how a sample is drawn"
check "a part without a sample" run 2 audit "$dir/bad" --source a="$demo/code/*" --part 1/2
check "a part without a sample, said" says "name it with --sample"
check "another sample in the directory of an audit" run 4 audit "$dir/kept" --sample "$dir/w1"
check "a mixture over the sample's sources" run 0 audit "$dir/mix" --sample "$dir/whole" --mixture letters=1 --mixture code=2 --mixture records=0
check "a mixture that forgets a source" run 2 audit "$dir/bad" --sample "$dir/whole" --mixture letters=1
check "the mistakes made no run directory" test ! -e "$dir/bad"

# ---- audits in parts ----
for n in 2 3; do
    i=1 all=
    while [ $i -le $n ]; do
        check "audit part $i of $n" run 0 audit "$dir/a$n-$i" --sample "$dir/whole" --part $i/$n
        all="$dir/a$n-$i $all"
        i=$((i + 1))
    done
    check "$n audits merge" run 0 "$rote" merge $all --out "$dir/am$n" --quiet
    check "$n audits, the same bytes" diff -r "$dir/am$n" "$dir/kept"
done
check "the whole command finds the merged audit done" run 0 audit "$dir/am3" --sample "$dir/whole"
check "and changes nothing" diff -r "$dir/am3" "$dir/kept"
check "bf16 with rechecks, whole" run 0 audit "$dir/h" --sample "$dir/whole" --precision bf16
for i in 1 2 3; do
    check "bf16 with rechecks, part $i" run 0 audit "$dir/h$i" --sample "$dir/whole" --precision bf16 --part $i/3
done
check "bf16 with rechecks" run 0 "$rote" merge "$dir/h3" "$dir/h1" "$dir/h2" --out "$dir/hm"
check "bf16 with rechecks, the same bytes" diff -r "$dir/hm" "$dir/h"
check "bf16 with rechecks, there are some" test -s "$dir/hm/rechecks.jsonl"
check "merging shows the report's table" grep -q '^records ' "$dir/out"
truncate -s -100 "$dir/a3-2/results.jsonl"
bad_audit() { check "$1" run 3 "$rote" merge "$dir/a3-1" "$dir/a3-2" "$dir/a3-3" --out "$dir/bad2" --quiet; }
bad_audit "a part that is not finished"
check "a part that is not finished, said" says "the part is not finished; run its command again"
check "the part goes on" run 0 audit "$dir/a3-2" --sample "$dir/whole" --part 2/3
check "then it merges" run 0 "$rote" merge "$dir/a3-1" "$dir/a3-2" "$dir/a3-3" --out "$dir/bad2" --quiet
check "then it merges, the same bytes" diff -r "$dir/bad2" "$dir/kept"
bad 4 "model.precision is" "$dir/h1" "$dir/a3-2" "$dir/h3"

# Killed while a part is audited, the same command goes on and the merge is the same.
rm -rf "$dir/a2-1"
(exec "$rote" audit --quiet --model $model --out "$dir/a2-1" --sample "$dir/whole" --part 1/2 --in-flight 1) &
pid=$!
while [ ! -s "$dir/a2-1/results.jsonl" ] && kill -0 $pid 2>/dev/null; do sleep 0.02; done
kill -9 $pid 2>/dev/null
wait $pid 2>/dev/null
check "goes on after a kill" run 0 audit "$dir/a2-1" --sample "$dir/whole" --part 1/2
rm -rf "$dir/am2"
check "merges after a kill" run 0 "$rote" merge "$dir/a2-1" "$dir/a2-2" --out "$dir/am2" --quiet
check "merges after a kill, the same bytes" diff -r "$dir/am2" "$dir/kept"
