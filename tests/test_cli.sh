# The program as a user meets it: help, mistakes, exit codes, damaged input. Uses the demo's checkpoint and shards.
. tests/shell.sh
demo=tests/demo

small() { # small OUT [OPTION...]: a quick audit of two sources
    out=$1
    shift
    "$rote" audit --model $demo/gemma-demo --source code="$demo/code/*" --source records="$demo/records/*" \
        --documents 40 --out "$out" "$@"
}
quiet() { small "$@" --quiet; } # what goes wrong behind preflight is one line only without its facts

check "help is on standard output" run 0 "$rote" --help
check "help names every command" grep -q 'rote inspect' "$dir/out"
check "no command is a mistake" run 2 "$rote"
check "an unknown command is a mistake" run 2 "$rote" adit
check "version" run 0 "$rote" --version
for c in audit sample merge report inspect tokenize generate; do
    check "help of $c" run 0 "$rote" $c --help
    for option in $(grep -oE '^  --[a-z-]+' "$dir/out"); do
        check "man page has $c $option" grep -qF -e "$(echo "$option" | sed 's/-/\\-/g')" audit/rote.1
    done
done

check "an unknown option" run 2 small "$dir/r" --colour
check "an unknown option, said" says "there is no option --colour here"
check "no source" run 2 "$rote" audit --model $demo/gemma-demo --out "$dir/r"
check "no source, said" says "no --source is given"
check "no model" run 2 "$rote" audit --source a=$demo/gemma-demo/config.json --out "$dir/r"
check "no out" run 2 "$rote" audit --model $demo/gemma-demo --source a="$demo/code/*"
check "a glob that matches nothing" run 2 "$rote" audit --model $demo/gemma-demo --source web="$dir/*.zst" --out "$dir/r"
check "a glob that matches nothing, said" says "$dir/*.zst"
check "a model that is not there" run 3 "$rote" audit --model "$dir/none" --source a="$demo/code/*" --out "$dir/r"
check "a model that is not there, said" says "$dir/none"
check "a limit that does not exist" run 2 small "$dir/r" --limit exakt=1
check "a mixture that forgets a source" run 2 small "$dir/r" --mixture code=1
check "more tokens than the context" run 2 small "$dir/r" --prompt-tokens 5000
check "a text field that is not there" run 3 "$rote" audit --model $demo/gemma-demo --source a="$demo/letters/*" --text-field body --quiet --out "$dir/f"
check "a text field that is not there, said" says "is --text-field body right?"
check "the right field in the same directory" run 0 "$rote" audit --quiet --model $demo/gemma-demo --source a="$demo/letters/*" --documents 2 --out "$dir/f"
check "no document is long enough" run 3 quiet "$dir/l" --prompt-tokens 400
check "no document is long enough, said" says "no document of any source has the 450 tokens"
check "a full standard output" run 3 sh -c '"$0" report "$1" >/dev/full' "$rote" "$dir/f"
check "the mistakes made no run directory" test ! -e "$dir/r"

check "a small audit" run 0 small "$dir/r"
cp "$dir/out" "$dir/table"
check "the table names the sources" grep -q records "$dir/table"
check "standard error has the facts" grep -q '^family  *Gemma' "$dir/err"
check "standard error has the digest of the weights" grep -qE '^weights  *SHA-256 [0-9a-f]{64}, every' "$dir/err"
check "quiet" run 0 quiet "$dir/q"
check "nothing on standard error" test ! -s "$dir/err"
for f in plan.json samples.jsonl sources.json results.jsonl report.json report.csv report.md report.html; do
    check "$f is private" test "$(stat -c %a "$dir/r/$f")" = 600
done
check "80 results" test "$(wc -l <"$dir/r/results.jsonl")" -eq 80
cp -r "$dir/r" "$dir/copy"
check "run again, nothing is computed anew" run 0 small "$dir/r"
check "run again, the same bytes" diff -r "$dir/r" "$dir/copy"
rm "$dir/r"/report.*
check "report renders again" run 0 "$rote" report "$dir/r"
check "report renders the same bytes" diff -r "$dir/r" "$dir/copy"
check "report as JSON" run 0 "$rote" report "$dir/r" --json
check "report as JSON is report.json" cmp -s "$dir/out" "$dir/r/report.json"

check "another seed is refused" run 4 quiet "$dir/r" --seed 9
check "another seed, said" says "protocol.seed is 0 there and 9 now"
check "another source is refused" run 4 "$rote" audit --model $demo/gemma-demo --source code="$demo/code/*" --documents 40 --out "$dir/r"
check "a sample there is refused" run 4 "$rote" sample --model $demo/gemma-demo --source code="$demo/code/*" --documents 40 --out "$dir/r"
check "the refused run is untouched" diff -r "$dir/r" "$dir/copy"
check "a limit that is kept" run 0 "$rote" report "$dir/r" --limit exact=1
check "a limit that is exceeded" run 1 "$rote" report "$dir/r" --quiet --limit approximate-upper=0
check "a limit that is exceeded, said" grep -q 'limit exceeded: code' "$dir/err"
check "not a run directory" run 3 "$rote" report "$demo/gemma-demo"
check "not a run directory, said" says "there is no plan.json"

cat >"$dir/c.yaml" <<Y
model: $demo/gemma-demo
out: $dir/yaml
documents: 40
source:
  code: $demo/code/*
  records: ["$demo/records/*"]
Y
check "the same from a file" run 0 "$rote" audit --config "$dir/c.yaml"
check "the same from a file, same results" cmp "$dir/yaml/results.jsonl" "$dir/r/results.jsonl"
check "the same from a file, same report" cmp "$dir/yaml/report.json" "$dir/r/report.json"

small_with() { small "$@" && cmp "$1/results.jsonl" "$dir/r/results.jsonl" && cmp "$1/report.html" "$dir/r/report.html"; }
check "one thread: same bytes" run 0 small_with "$dir/t1" --threads 1
check "three threads: same bytes" run 0 small_with "$dir/t3" --threads 3
check "one document in flight: same bytes" run 0 small_with "$dir/b1" --in-flight 1
check "little memory: same bytes" run 0 small_with "$dir/m1" --memory 1M
check "portable kernels: same bytes" run 0 env ROTE_KERNEL=portable "$rote" audit --config "$dir/c.yaml" --out "$dir/p"
check "portable kernels: same results" cmp "$dir/p/results.jsonl" "$dir/r/results.jsonl"
check "unknown kernels" run 2 env ROTE_KERNEL=abacus "$rote" inspect $demo/gemma-demo

check "sample alone" run 0 "$rote" sample --model $demo/gemma-demo/tokenizer.model --source code="$demo/code/*" --documents 40 --out "$dir/s"
check "sample alone draws what the audit draws" sh -c 'grep "\"source\":\"code\"" "$1" | cmp - "$2"' - "$dir/r/samples.jsonl" "$dir/s/samples.jsonl"
check "inspect" run 0 "$rote" inspect $demo/gemma-demo
check "inspect as JSON" run 0 "$rote" inspect --json $demo/gemma-demo
check "inspect as JSON has facts" grep -q '"container":"safetensors"' "$dir/out"

# Records of every kind: what is malformed is counted by kind, and an array has the records that its lines have.
sample() { "$rote" sample --model $demo/gemma-demo --documents 3 --prompt-tokens 2 --continuation-tokens 2 --json "$@"; }
for i in 1 2 3 4 5 6 7 8 9; do
    printf '{"meta": {"text": "the harbour master counted %s boats"}, "id": %s},\n' $i $i
    printf '{"meta": {"text": %s}},\n{"meta": {}},\n{"meta": {"text": "a\\q"}},\n17,\n{"meta": {"text": ""}},\n' $i
    printf '{"meta": {"text": "a \\u0000 is a character too %s"}},\n' $i
done >"$dir/lines"
sed 's/,$//' "$dir/lines" >"$dir/x.jsonl"
mkdir "$dir/array"
{ echo '['; sed '$s/,$//' "$dir/lines"; echo ']'; } >"$dir/array/x.jsonl"
check "lines of every kind" run 0 sample --check-all --text-field meta.text --source a="$dir/x.jsonl" --out "$dir/l"
check "lines of every kind, counted" grep -qF \
    '"malformed":36,"malformed_of":{"not_json":9,"not_an_object":9,"no_text_field":9,"text_not_a_string":9}' "$dir/out"
check "lines of every kind, located" grep -qF '"ordinal":1,"kind":"text_not_a_string","what":"line 2 (byte ' "$dir/out"
check "an array of every kind" run 0 sample --check-all --text-field meta.text --source a="$dir/array/x.jsonl" --out "$dir/y"
check "an array of every kind, the same sample" sh -c 'for f do sed "s/\"record_bytes\":[0-9]*,//" "$f/samples.jsonl" | sha256sum; done | uniq | wc -l | grep -qx 1' - "$dir/l" "$dir/y"
check "fewer are looked at" run 0 sample --text-field meta.text --source a="$dir/x.jsonl" --out "$dir/z"
check "fewer are looked at, the same sample" cmp "$dir/l/samples.jsonl" "$dir/z/samples.jsonl"
check "fewer are looked at, and it is said" grep -qF '"looked_at_all":false' "$dir/out"
check "another plan" run 4 sample --check-all --text-field meta.text --source a="$dir/x.jsonl" --out "$dir/z"
check "another plan, said" says "corpus.check_all is false there and true now"

# Damage: each gives one sentence and exit 3, and the run goes on once it is mended.
mkdir "$dir/bad"
cp $demo/code/part-00000.tar.zst "$dir/bad/cut.tar.zst"
truncate -s -1000 "$dir/bad/cut.tar.zst"
bad() { "$rote" audit --quiet --model $demo/gemma-demo --source code="$dir/bad/cut.tar.zst" --documents 40 --out "$@"; }
check "a cut shard" run 3 bad "$dir/d"
check "a cut shard, said" says "cut.tar.zst"
check "a cut shard, nothing generated" test ! -e "$dir/d/results.jsonl"
check "a cut shard, allowed" run 0 bad "$dir/d2" --allow-damage
check "a cut shard, in the report" grep -q 'cut.tar.zst' "$dir/d2/report.json"

flip() { # flip FILE OFFSET: one bit
    b=$(dd if="$1" bs=1 skip="$2" count=1 2>/dev/null | od -An -tu1 | tr -d ' ')
    printf "\\$(printf %o $((b ^ 1)))" | dd of="$1" bs=1 seek="$2" conv=notrunc 2>/dev/null
}
cp -r $demo/gemma-demo "$dir/model"
truncate -s -7 "$dir/model/model.safetensors"
check "a cut checkpoint" run 3 "$rote" inspect "$dir/model"
check "a cut checkpoint, said" says "model.safetensors"
cp $demo/gemma-demo/model.safetensors "$dir/model/"
flip "$dir/model/model.safetensors" 20
check "a flipped bit in the checkpoint's header" run 3 "$rote" inspect "$dir/model"
cp $demo/gemma-demo/model.safetensors "$dir/model/"
truncate -s -100 "$dir/model/tokenizer.model"
check "a cut tokenizer" run 3 "$rote" inspect "$dir/model"
check "a cut tokenizer, said" says "tokenizer.model"
cp $demo/gemma-demo/tokenizer.model "$dir/model/"
sed -i 's/"hidden_size": *[0-9]*/"hidden_size": 100/' "$dir/model/config.json"
check "a configuration that does not fit the weights" run 3 "$rote" inspect "$dir/model"
flip "$dir/r/results.jsonl" 5000
check "a flipped bit in the results" run 3 quiet "$dir/r"
check "a flipped bit in the results, said" says "results.jsonl: line"
cp "$dir/copy/results.jsonl" "$dir/r/"
flip "$dir/r/samples.jsonl" 100
check "a flipped bit in the sample" run 3 small "$dir/r"
cp "$dir/copy/samples.jsonl" "$dir/r/"
truncate -s -2000 "$dir/r/results.jsonl"
check "report of an unfinished run" run 3 "$rote" report "$dir/r"
check "report of an unfinished run, said" says "is not finished"
check "cut results are completed" run 0 small "$dir/r"
check "cut results are completed, same bytes" diff -r "$dir/r" "$dir/copy"
