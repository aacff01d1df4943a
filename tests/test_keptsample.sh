# A kept sample under another tokenizer, prompts at other places of a document, clusters: held against `rote tokenize` and awk.
. tests/shell.sh
demo=tests/demo
model=$demo/gemma-demo
other=tests/golden/tokenizer/bpe-gemma.model

sample() { # sample OUT TOKENIZER [OPTION...]
    out=$1 tokenizer=$2
    shift 2
    "$rote" sample --quiet --model "$tokenizer" --source letters="$demo/letters/*" code="$demo/code/*" --documents 60 --out "$out" "$@"
}
audit() { # audit OUT [OPTION...]
    out=$1
    shift
    "$rote" audit --quiet --model $model --out "$out" "$@"
}
# The texts of a sample, all their ids under a tokenizer, a line each: "source shard ordinal id id ..."
all_ids() { # all_ids RUN TOKENIZER
    sed -E 's/^\{"source":"([^"]*)","shard":"([^"]*)","ordinal":([0-9]*),.*/\1 \2 \3/' "$1/texts.jsonl" >"$dir/names"
    sed -E 's/.*,"text":(".*")\}$/\1/' "$1/texts.jsonl" | "$rote" tokenize --json "$2" | tr '[],' '   ' | paste -d' ' "$dir/names" - |
        tr -s ' '
}
# The prompts of samples.jsonl: "source shard ordinal offset id id ..."
prompts() {
    sed -E 's/^\{"source":"([^"]*)","shard":"([^"]*)","ordinal":([0-9]*),"offset":([0-9]*),.*"prompt":\[([^]]*)\],"truth":\[([^]]*)\]\}$/\1 \2 \3 \4 \5 \6/' \
        "$1/samples.jsonl" | tr ',' ' '
}

# ---- another tokenizer ----
check "a sample by another tokenizer" run 0 sample "$dir/s" $other
check "audited" run 0 audit "$dir/a" --sample "$dir/s"
all_ids "$dir/s" $model | awk 'NF >= 103 { printf "%s %s %s 0", $1, $2, $3; for (i = 4; i < 104; i++) printf " %s", $i; print "" }' >"$dir/want"
prompts "$dir/a" >"$dir/have"
check "prompts are the checkpoint's own ids of the texts" cmp "$dir/want" "$dir/have"
short=$(all_ids "$dir/s" $model | awk 'NF < 103' | wc -l)
counted() { grep -o '"too_short_anew":[0-9]*' "$1" | awk -F: '{ n += $2 } END { print n }'; }
check "some documents are too short anew" test "$short" -gt 0
check "and are counted" test "$(counted "$dir/a/sources.json")" -eq "$short"
check "all are prompts or too short" test "$(($(wc -l <"$dir/a/samples.jsonl") + short))" -eq 120
for f in report.md report.html report.csv report.json; do
    check "$f says so" grep -q 'drawn with another tokenizer' "$dir/a/$f"
done
check "the terminal says so" sh -c '"$0" report "$1" | tr "\n" " " | grep -q "drawn with another tokenizer"' "$rote" "$dir/a"
check "the plan says so" grep -q '"anew":true' "$dir/a/plan.json"
cp -r "$dir/a" "$dir/b"
check "it goes on" run 0 audit "$dir/a" --sample "$dir/s"
check "nothing changed" diff -r "$dir/a" "$dir/b"
for i in 1 2; do
    check "in parts, $i" run 0 audit "$dir/p$i" --sample "$dir/s" --part $i/2
done
check "in parts, merged" run 0 "$rote" merge "$dir/p1" "$dir/p2" --out "$dir/pm" --quiet
check "in parts, the same bytes" diff -r "$dir/pm" "$dir/a"
check "its own tokenizer" run 0 sample "$dir/own" $model
check "its own tokenizer, audited" run 0 audit "$dir/oa" --sample "$dir/own"
check "its own tokenizer, nothing is said" sh -c '! grep -q "another tokenizer" "$1"' - "$dir/oa/report.md"
check "without texts" run 0 sample "$dir/n" $other --keep-text=no
check "without texts, it cannot be" run 3 audit "$dir/na" --sample "$dir/n"
check "without texts, said" says "was drawn without its texts (--keep-text=no)"
check "without texts and the same tokenizer, it can" run 0 sample "$dir/n2" $model --keep-text=no
check "without texts and the same tokenizer" run 0 audit "$dir/n2a" --sample "$dir/n2"
check "without texts, the same results" cmp "$dir/n2a/results.jsonl" "$dir/oa/results.jsonl"

# ---- placement ----
windows() { # windows RUN STRIDE: what samples.jsonl should hold, by awk
    all_ids "$1" $model | awk -v stride="$2" '{ for (at = 0; at + 100 <= NF - 3; at += stride) {
        printf "%s %s %s %d", $1, $2, $3, at; for (i = 0; i < 100; i++) printf " %s", $(4 + at + i); print "" } }'
}
for stride in 13 100 150; do
    check "every $stride tokens" run 0 sample "$dir/t$stride" $model --placement stride --stride $stride
    windows "$dir/t$stride" $stride >"$dir/want"
    prompts "$dir/t$stride" >"$dir/have"
    check "every $stride tokens, the windows" cmp "$dir/want" "$dir/have"
done
check "there are several a document" test "$(wc -l <"$dir/t13/samples.jsonl")" -gt 300
check "the same documents as from the start" cmp "$dir/t13/texts.jsonl" "$dir/own/texts.jsonl"
check "at random" run 0 sample "$dir/r" $model --placement random
all_ids "$dir/r" $model >"$dir/ids"
prompts "$dir/r" | paste -d' ' - "$dir/ids" | awk '{ ok = 1; for (i = 0; i < 100; i++) if ($(5 + i) != $(104 + 4 + $4 + i)) ok = 0; n += ok; moved += $4 > 0 }
    END { exit !(n == 120 && moved > 60) }'
check "at random, ids from the offset on" test $? -eq 0
check "at random, the same documents" cmp "$dir/r/texts.jsonl" "$dir/own/texts.jsonl"
check "a stride without its placement" run 2 sample "$dir/x" $model --stride 5
check "a placement without its stride" run 2 sample "$dir/x" $model --placement stride
check "a placement without its stride, said" says "--placement stride needs --stride"

check "prompts of one document audited" run 0 audit "$dir/ta" --sample "$dir/t13"
n=$(wc -l <"$dir/t13/samples.jsonl")
check "a result a prompt" test "$(wc -l <"$dir/ta/results.jsonl")" -eq "$n"
check "the report counts prompts" sh -c 'grep -o "\"eligible\": [0-9]*" "$1" | awk "{ n += \$2 } END { exit n != 2 * $2 }"' - "$dir/ta/report.json" "$n"
check "the report counts documents" grep -q '"sampled_documents": 60,' "$dir/ta/report.json"
check "clusters are the documents" sh -c 'test "$(grep -c "\"clusters\": 60," "$1")" -eq 2' - "$dir/ta/report.json"
check "the report says what the unit is" grep -q 'what is counted as documents here is prompts' "$dir/ta/report.md"
check "the page has both intervals" grep -q 'Intervals that allow for clusters' "$dir/ta/report.html"
check "a direct audit gives the same" run 0 audit "$dir/td" --source letters="$demo/letters/*" code="$demo/code/*" --documents 60 \
    --placement stride --stride 13
check "a direct audit, the same results" cmp "$dir/td/results.jsonl" "$dir/ta/results.jsonl"
for i in 1 2 3; do
    check "prompts in parts, $i" run 0 audit "$dir/tp$i" --sample "$dir/t13" --part $i/3
done
check "prompts in parts, merged" run 0 "$rote" merge "$dir/tp1" "$dir/tp2" "$dir/tp3" --out "$dir/tm" --quiet
check "prompts in parts, the same bytes" diff -r "$dir/tm" "$dir/ta"
check "prompts of another tokenizer's sample" run 0 sample "$dir/t2" $other --placement stride --stride 40
check "prompts of another tokenizer's sample, audited" run 0 audit "$dir/t2a" --sample "$dir/t2"
all_ids "$dir/t2" $model | awk '{ for (at = 0; at + 100 <= NF - 3; at += 40) {
    printf "%s %s %s %d", $1, $2, $3, at; for (i = 0; i < 100; i++) printf " %s", $(4 + at + i); print "" } }' >"$dir/want"
prompts "$dir/t2a" >"$dir/have"
check "prompts of another tokenizer's sample, the windows" cmp "$dir/want" "$dir/have"

# ---- clusters ----
# Invented hosts for the demo's letters: one for every ten lines, and lines without one.
command -v zstd >/dev/null && zstd -dcq $demo/letters/part-00000*.zst | awk 'NR % 4 { sub(/^\{/, "{\"meta\":{\"host\":\"h" int(NR / 10) ".example\"},") } { print }' >"$dir/letters.jsonl"
hosts() { # hosts OUT COMMAND [OPTION...]
    out=$1 command=$2
    shift 2
    "$rote" "$command" --quiet --model $model --source letters="$dir/letters.jsonl" --documents 300 --out "$out" "$@"
}
if command -v zstd >/dev/null; then
    check "without a cluster key" run 0 hosts "$dir/c0" audit
    check "without a cluster key there are no clusters" grep -q '"clustered": null' "$dir/c0/report.json"
    check "with a cluster key" run 0 hosts "$dir/c1" audit --cluster-field meta.host
    check "it stands in the sample" grep -q '"cluster":"h[0-9]*.example"' "$dir/c1/samples.jsonl"
    check "documents without one have none" grep -q '"cluster":null' "$dir/c1/samples.jsonl"
    check "it stands in the results" grep -q '"cluster":"h[0-9]*.example"' "$dir/c1/results.jsonl"
    n=$(sed -E 's/.*"ordinal":([0-9]*),.*"cluster":("[^"]*"|null),"hash".*/\1 \2/' "$dir/c1/samples.jsonl" | awk '{ print $2 == "null" ? "d" $1 : $2 }' | sort -u | wc -l)
    check "clusters are counted, documents without one each for itself" grep -q "\"clusters\": $n," "$dir/c1/report.json"
    check "the same documents with and without" sh -c 'sed "s/\"cluster\":[^,]*,//" "$1" >"$3/1"; sed "s/\"cluster\":[^,]*,//" "$2" >"$3/2"; cmp "$3/1" "$3/2"' - \
        "$dir/c0/samples.jsonl" "$dir/c1/samples.jsonl" "$dir"
    check "the exact interval stays" sh -c 'a=$(grep "\"exact_interval\":" "$1"); b=$(grep "\"exact_interval\":" "$2"); [ "$a" = "$b" ]' - \
        "$dir/c0/report.json" "$dir/c1/report.json"
    check "the terminal has the other beside it" sh -c '"$0" report "$1" | grep -q "Allowing for clusters: letters"' "$rote" "$dir/c1"
    check "the table has both" grep -q 'Intervals that allow for clusters' "$dir/c1/report.md"
    check "from a kept sample" run 0 hosts "$dir/c2" sample --cluster-field meta.host
    check "from a kept sample, audited" run 0 audit "$dir/c2a" --sample "$dir/c2"
    check "from a kept sample, the same results" cmp "$dir/c2a/results.jsonl" "$dir/c1/results.jsonl"
    for i in 1 2; do
        check "in parts, $i" run 0 audit "$dir/c2p$i" --sample "$dir/c2" --part $i/2
    done
    check "in parts, merged" run 0 "$rote" merge "$dir/c2p1" "$dir/c2p2" --out "$dir/c2m" --quiet
    check "in parts, the same bytes" diff -r "$dir/c2m" "$dir/c2a"
else
    echo "skip clusters: zstd is not installed"
fi
