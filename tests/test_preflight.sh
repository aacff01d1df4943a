# Checkpoints of which an audit would say nothing are refused; forced, every report says so; and no result of other weights
# is ever appended to a run.
. tests/shell.sh
demo=tests/demo/gemma-demo
weights=$demo/model.safetensors

audit() { # audit MODEL OUT [OPTION...]
    model=$1 out=$2
    shift 2
    "$rote" audit --quiet --model "$model" --source code="tests/demo/code/*" --documents 30 --out "$out" "$@"
}
copy() { mkdir "$dir/$1" && cp $demo/* "$dir/$1/"; }
poke() { printf "$3" | dd of="$1" bs=1 seek="$2" conv=notrunc 2>/dev/null; }

check "a sound checkpoint" run 0 "$rote" inspect $demo
check "a sound checkpoint passes the checks" test "$(grep -c 'passed: ' "$dir/out")" -eq 3
check "its digest" grep -q "$( (cd $demo && sha256sum config.json model.safetensors) | sha256sum | cut -d' ' -f1)" "$dir/out"
check "its time is an estimate" grep -q '^time .*estimate' "$dir/out"

# What a precision resolves is found out on the checkpoint, and depends on nothing else.
resolution() { "$rote" inspect --json "$@" $demo | sed -E 's/.*"resolution":([^,}]*).*/\1/'; }
for p in f32 bf16; do
    resolution --precision $p >"$dir/$p"
    check "$p resolves something" awk '!($1 > 0 && $1 < 1) { exit 1 }' "$dir/$p"
    check "what $p resolves does not depend on how it is run" test \
        "$(resolution --precision $p --threads 1 --memory 1M --in-flight 3)" = "$(cat "$dir/$p")"
done
check "f32 resolves more than bf16" awk 'NR == 1 { f32 = $1 } NR == 2 && !(f32 < $1 / 100) { exit 1 }' "$dir/f32" "$dir/bf16"
check "the loss is that of f32, whatever the precision" test \
    "$("$rote" inspect $demo | grep ' nats a token')" = "$("$rote" inspect --precision bf16 $demo | grep ' nats a token')"

# What it will take: weights are packed for many documents only, and the estimate goes by that.
facts() { # facts DOCUMENTS [OPTION...]: what an audit of so many says of the checkpoint
    n=$1
    shift
    rm -rf "$dir/facts"
    "$rote" audit --model $demo --source code="tests/demo/code/*" --documents "$n" --out "$dir/facts" "$@" 2>&1 >"$dir/table"
}
if "$rote" inspect $demo | grep -q 'packed once'; then
    check "few documents: packing is not in the estimate" sh -c '! echo "$1" | grep -q "packed once"' - "$(facts 31)"
    check "many documents: packing is in the estimate" sh -c 'echo "$1" | grep -q "packed once"' - "$(facts 32)"
else
    echo "skip packing in the estimate: this processor's kernels do not pack once"
fi
check "the time of rechecks is told" sh -c 'echo "$1" | grep -q "^time .* for 31 documents, and .* for every 100 that are"' - \
    "$(facts 31 --precision bf16)"
check "the time of rechecks, where there are none" sh -c '! echo "$1" | grep -q "every 100"' - \
    "$(facts 31 --precision bf16 --recheck=no)"
check "kernels without bf16 instructions" env ROTE_KERNEL=portable "$rote" inspect --precision bf16 $demo >"$dir/out"
check "kernels without bf16 instructions, said" grep -q 'no faster than f32 here: these kernels have no bf16 instr' "$dir/out"
check "f32 is not compared" sh -c '! ROTE_KERNEL=portable "$0" inspect "$1" | grep -q "than f32"' "$rote" $demo

# The weights out of place: every number is finite, none is where it was trained.
head_bytes=$(($(od -An -tu8 -N8 $weights) + 8))
# displace NAME BYTES: a copy whose weights begin so many bytes later, the first ones behind the last.
displace() {
    copy "$1"
    {
        head -c $head_bytes $weights
        tail -c +$((head_bytes + 1)) $weights | tail -c +$(($2 + 1))
        tail -c +$((head_bytes + 1)) $weights | head -c "$2"
    } >"$dir/$1/model.safetensors"
}
displace random 1000002
check "untrained weights, inspected" run 3 "$rote" inspect "$dir/random"
check "untrained weights, said" says "where chance gives 7.60"
check "untrained weights, the facts are shown all the same" grep -q 'NOT PASSED: the loss' "$dir/out"
check "untrained weights, audited" run 3 audit "$dir/random" "$dir/r"
check "untrained weights, nothing is left" test ! -e "$dir/r"
check "untrained weights, forced" run 0 audit "$dir/random" "$dir/r" --force
check "forced, in the plan" grep -q '"forced":\[{"check":"loss"' "$dir/r/plan.json"
for f in json csv md html; do check "forced, in report.$f" grep -q 'Forced: the loss' "$dir/r/report.$f"; done
check "forced, on the terminal" sh -c '"$0" report "$1" | grep -q "Note: Forced"' "$rote" "$dir/r"
check "forced once, not forced again" run 3 audit "$dir/random" "$dir/r"
check "inspect, forced" run 0 "$rote" inspect --force "$dir/random"
check "nothing to force: no trace" run 0 audit $demo "$dir/f" --force
check "nothing to force: no trace in the plan" sh -c '! grep -q forced "$1"' - "$dir/f/plan.json"

# A tokenizer that has no tokens for most texts.
copy lossy
rm "$dir/lossy/tokenizer.model" "$dir/lossy/tokenizer_config.json"
cp tests/golden/tokenizerjson/odd-unknown.json "$dir/lossy/tokenizer.json"
check "lost texts" run 3 audit "$dir/lossy" "$dir/l"
check "lost texts, said" says "sample texts do not come back from encode and decode (code, German"
check "lost texts, nothing is left" test ! -e "$dir/l"

# Two tokenizers in one directory.
copy two
cp tests/golden/tokenizerjson/gemma.json "$dir/two/tokenizer.json"
check "two tokenizers" run 3 audit "$dir/two" "$dir/t"
check "two tokenizers, said" says "tokenizer.model and tokenizer.json give different ids to one text"
check "two tokenizers, forced" run 0 audit "$dir/two" "$dir/t" --force
check "two tokenizers, in the report" grep -q 'Forced: .*give different ids' "$dir/t/report.md"

# NaN, in a matrix and in a norm.
copy nan
poke "$dir/nan/model.safetensors" $((head_bytes + 2 * (192 * 7 + 3))) '\300\177'
check "NaN" run 3 "$rote" inspect "$dir/nan"
check "NaN, said" says "row 7, column 3 is NaN"
check "NaN, audited" run 3 audit "$dir/nan" "$dir/n" --force
check "NaN, no result" test ! -s "$dir/n/results.jsonl"

# What was forced differs with the weights, but the weights are what is named.
displace random2 2000002
check "other forced weights" run 4 audit "$dir/random2" "$dir/r" --force
check "other forced weights, said" says "model.sha256 is"

# More ids than embeddings.
copy small
sed 's/"vocab_size": *[0-9]*/"vocab_size": 1999/' $demo/config.json >"$dir/small/config.json"
check "a tokenizer that does not fit" run 3 "$rote" inspect "$dir/small"
check "a tokenizer that cannot be forced" run 3 audit "$dir/small" "$dir/s" --force

# Other weights on resume: a bit of one number.
check "a run" run 0 audit $demo "$dir/w"
cp -r "$dir/w" "$dir/whole"
truncate -s -4000 "$dir/w/results.jsonl"
cp "$dir/w/results.jsonl" "$dir/cut"
copy other
poke "$dir/other/model.safetensors" 3000000 '\001'
check "other weights on resume" run 4 audit "$dir/other" "$dir/w"
check "other weights on resume, said" says "model.sha256 is"
check "other weights on resume, nothing appended" cmp "$dir/w/results.jsonl" "$dir/cut"
check "the right weights go on" run 0 audit $demo "$dir/w"
check "the right weights go on, same bytes" diff -r "$dir/w" "$dir/whole"
check "other weights on a run that is whole" run 4 audit "$dir/other" "$dir/w"
check "other weights on a run that is whole, nothing changed" diff -r "$dir/w" "$dir/whole"
rm "$dir/w/results.jsonl" "$dir"/w/report.*
check "other weights on a sample alone, once settled" run 4 audit "$dir/other" "$dir/w"
