# A corpus that was tokenized before, through sample, audit and report: the ids of the demo's code as one row of raw u16.
. tests/shell.sh
demo=tests/demo
model=$demo/gemma-demo

audit() { # audit OUT [OPTION...]
    out=$1
    shift
    "$rote" audit --quiet --model $model --out "$out" "$@"
}
# Numbers of standard input, as little-endian u16.
u16() {
    tr -s ' \n' '\n\n' | awk 'NF { printf "\\0%o\\0%o", $1 % 256, int($1 / 256) } END { print "" }' >"$dir/escaped"
    printf '%b' "$(cat "$dir/escaped")"
}
# 60 of the demo's documents, a line of ids each; id 1 ends a document and stands in no text.
"$rote" sample --quiet --model $model --source code="$demo/code/*" --documents 60 --out "$dir/texts"
sed -E 's/.*,"text":(".*")\}$/\1/' "$dir/texts/texts.jsonl" | "$rote" tokenize --json $model | tr -d '[]' | tr ',' ' ' >"$dir/ids"
check "there are documents" test "$(wc -l <"$dir/ids")" -eq 60
check "none has the end of a document in it" sh -c '! grep -qE "(^| )1( |$)" "$1"' - "$dir/ids"
sed 's/$/ 1/' "$dir/ids" | u16 >"$dir/row.u16"

# prompts RUN: "ordinal id id ..." in order of the ordinals
prompts() {
    sed -E 's/^.*"ordinal":([0-9]*),.*"prompt":\[([^]]*)\],"truth":\[([^]]*)\]\}$/\1 \2 \3/' "$1/samples.jsonl" | tr ',' ' ' | sort -n
}
raw() { # raw OUT [OPTION...]
    out=$1
    shift
    audit "$out" --source row="$dir/row.u16" --token-type u16 --documents 200 "$@"
}
check "split at the end of a document" run 0 raw "$dir/eod" --end-of-document 1
awk 'NF >= 100 { printf "%d", NR - 1; for (i = 1; i <= 100; i++) printf " %s", $i; print "" }' "$dir/ids" >"$dir/want"
prompts "$dir/eod" >"$dir/have"
check "the prompts are the documents' first ids" cmp "$dir/want" "$dir/have"
check "a result each" test "$(wc -l <"$dir/eod/results.jsonl")" -eq 60
check "split into rows" run 0 raw "$dir/rows" --row-tokens 130
sed 's/$/ 1/' "$dir/ids" | tr -s ' \n' '\n\n' | awk 'NF { row[n++] = $1 } END { for (r = 0; (r + 1) * 130 <= n || n - r * 130 >= 100; r++) {
    printf "%d", r; for (i = 0; i < 100; i++) printf " %s", row[r * 130 + i]; print "" } }' >"$dir/want"
prompts "$dir/rows" >"$dir/have"
check "the prompts are the rows' first ids" cmp "$dir/want" "$dir/have"
check "every 50 tokens" run 0 raw "$dir/stride" --end-of-document 1 --placement stride --stride 50
check "the plan says how" grep -q '"end_of_document":1,"row_tokens":null,"token_bytes":2' "$dir/eod/plan.json"

check "a kept sample of ids" run 0 "$rote" sample --quiet --model $model --source row="$dir/row.u16" --token-type u16 --end-of-document 1 \
    --documents 200 --out "$dir/s"
check "it has no texts" sh -c '! grep -qv "\"text\":null" "$1"' - "$dir/s/texts.jsonl"
check "audited with its own tokenizer" run 0 audit "$dir/sa" --sample "$dir/s"
check "the same results" cmp "$dir/sa/results.jsonl" "$dir/eod/results.jsonl"
check "a kept sample of ids by another tokenizer" run 0 "$rote" sample --quiet --model tests/golden/tokenizer/bpe-gemma.model \
    --source row="$dir/row.u16" --token-type u16 --end-of-document 1 --documents 200 --out "$dir/o"
check "cannot be audited with another" run 3 audit "$dir/oa" --sample "$dir/o"
check "cannot be audited with another, said" says "they can be audited with their own tokenizer only"
for i in 1 2; do
    check "in parts, $i" run 0 "$rote" sample --quiet --model $model --source row="$dir/row.u16" --token-type u16 --end-of-document 1 \
        --documents 200 --out "$dir/p$i" --part $i/2
done
check "in parts, merged" run 0 "$rote" merge "$dir/p1" "$dir/p2" --out "$dir/m" --quiet
check "in parts, the same bytes" diff -r "$dir/m" "$dir/s"

(cat "$dir/ids"; for i in $(seq 100); do printf '60000 '; done) | sed 's/$/ 1/' | u16 >"$dir/row.u16"
check "ids of another model" run 3 raw "$dir/x" --end-of-document 1
check "ids of another model, said" says "has the token id 60000, which is not in the model's vocabulary"
