# rote generate: against the results of an audit (which other tests hold against transformers), against itself, and
# what is wrong with a line.
. tests/shell.sh
demo=tests/demo/gemma-demo

gen() { "$rote" generate $demo "$@"; }
"$rote" audit --quiet --score-truth --model $demo --source code="tests/demo/code/*" --documents 60 --out "$dir/r" >/dev/null
field() { sed -E "s/.*\"$1\":(\[[^]]*\]|[^,}]*).*/\1/" "$2"; }
results=$dir/r/results.jsonl

field prompt "$results" >"$dir/prompts"
check "continuations of ids" run 0 gen <"$dir/prompts"
field continuation "$results" >"$dir/want"
field continuation "$dir/out" >"$dir/have"
check "continuations are the audit's" cmp "$dir/want" "$dir/have"
numbers() { field "$1" "$2" | tr -d '[]' | tr ',' '\n' | awk '{ printf "%.9g\n", $1 }'; }
for f in logprobs margins; do
    numbers $f "$results" >"$dir/want"
    numbers $f "$dir/out" >"$dir/have"
    check "$f are the audit's" cmp "$dir/want" "$dir/have"
done
cp "$dir/out" "$dir/all"
check "one document at a time: same bytes" sh -c '"$0" generate "$1" --in-flight 1 --threads 1 <"$2" | cmp - "$3"' "$rote" $demo "$dir/prompts" "$dir/all"
sed 's/\[/[2,/' "$dir/prompts" >"$dir/bos"
check "a BOS that is there is not doubled" sh -c '"$0" generate "$1" <"$2" | cmp - "$3"' "$rote" $demo "$dir/bos" "$dir/all"
check "--no-bos with BOS is BOS" sh -c '"$0" generate "$1" --no-bos <"$2" | cmp - "$3"' "$rote" $demo "$dir/bos" "$dir/all"
check "--no-bos without is another" sh -c '! "$0" generate "$1" --no-bos <"$2" | cmp -s - "$3"' "$rote" $demo "$dir/prompts" "$dir/all"
check "the text is that of the ids" test "$(field continuation "$dir/all" | head -1 | "$rote" tokenize $demo --decode --json)" = "$(head -1 "$dir/all" | sed -E 's/.*"text":(".*"),"logprobs".*/\1/')"

check "f32 is what is computed unless asked otherwise" sh -c '"$0" generate "$1" --precision f32 <"$2" | cmp - "$3"' "$rote" $demo "$dir/prompts" "$dir/all"
check "bf16" run 0 gen --precision bf16 <"$dir/prompts"
check "bf16, as many answers" test "$(wc -l <"$dir/out")" -eq "$(wc -l <"$dir/prompts")"
check "no precision of that name" run 2 gen --precision f16
check "no precision of that name, said" says '--precision: "f16" is neither f32 nor bf16'

# texts, and arrays that are texts
printf 'Dear Ann\n[INST] hello\n\n' | gen --continuation-tokens 3 >"$dir/have"
for t in 'Dear Ann' '[INST] hello' ''; do printf '%s' "$t" | "$rote" tokenize $demo; done | gen --continuation-tokens 3 >"$dir/want"
check "texts are their ids" cmp "$dir/want" "$dir/have"
check "three lines" test "$(wc -l <"$dir/have")" -eq 3
printf '"Dear Ann"\n"[12]"\n[12]\n' | gen --json --continuation-tokens 3 >"$dir/have"
printf '[12]' | "$rote" tokenize $demo | cat - "$dir/have" >"$dir/x"
check "a string of brackets is text" test "$(sed -n 2p "$dir/have")" = "$(printf '[12]' | "$rote" tokenize $demo | gen --continuation-tokens 3)"
check "an array is ids" test "$(sed -n 3p "$dir/have")" = "$(echo '[12]' | gen --continuation-tokens 3)"

# truth
check "truth of results" run 0 gen --truth <"$results"
field sum "$dir/out" | awk '{printf "%.4f\n", $1}' >"$dir/have"
field truth_logprob "$results" | awk '{printf "%.4f\n", $1}' >"$dir/want"
check "sums are the audit's" cmp "$dir/want" "$dir/have"
printf '[100,200,300]\n[2,100,200,300]\n{"prompt":[100],"truth":[200,300]}\n[]\n[2]\n' >"$dir/in"
check "truth of arrays" run 0 gen --truth <"$dir/in"
plain() { sed -n "$1p" "$dir/out" | sed -E 's/.*"logprobs":\[([^]]*)\].*/\1/'; }
check "BOS itself is not scored" test "$(plain 2)" = "null,$(plain 1)"
check "what a prompt says is not scored" test "$(plain 3)" = "$(plain 1 | cut -d, -f2-)"
check "nothing to score" test "$(plain 4)$(plain 5)" = "null"
check "a first id without BOS is not scored" sh -c 'echo "[100,200]" | "$0" generate "$1" --truth --no-bos | grep -qE "\[null,-[0-9.]+\]"' "$rote" $demo

# logits
check "logits" run 0 gen --truth --logits "$dir/l.npy" <"$dir/in"
header() { head -c 128 "$dir/l.npy" | tr -d '\000-\037\200-\377' | sed 's/ *$//'; }
check "logits' header" test "$(header)" = "NUMPYv{'descr': '<f4', 'fortran_order': False, 'shape': (8, 2000), }"
check "logits' header ends its line" test "$(head -c 128 "$dir/l.npy" | tail -c 1 | od -An -tx1 | tr -d ' ')" = 0a
check "logits' size" test "$(stat -c %s "$dir/l.npy")" -eq $((128 + 8 * 2000 * 4))
check "logits leave nothing else" test ! -e "$dir/l.npy.tmp"
head -2 "$dir/prompts" | gen --continuation-tokens 5 --logits "$dir/g.npy" >/dev/null
best() { # best ROW: the largest logit's column
    tail -c +$((129 + $1 * 8000)) "$dir/g.npy" | head -c 8000 | od -An -v -tf4 -w4 | awk 'NR == 1 || $1 > m { m = $1; i = NR - 1 } END { print i }'
}
check "the largest logit is the choice" test "[$(best 0),$(best 1),$(best 2),$(best 3),$(best 4)]" = "$(head -1 "$dir/prompts" | gen --continuation-tokens 5 | sed -E 's/.*"continuation":(\[[^]]*\]).*/\1/')"
printf '[5]\n[5000]\n' >"$dir/in"
cp "$dir/g.npy" "$dir/old.npy"
check "a bad line leaves the old logits" run 3 gen --logits "$dir/g.npy" <"$dir/in"
check "a bad line leaves the old logits as they were" cmp "$dir/g.npy" "$dir/old.npy"

wrong() { # wrong NAME SAYS INPUT OPTION...
    name=$1 says=$2 input=$3
    shift 3
    printf "$input" >"$dir/in"
    check "$name" run 3 gen --continuation-tokens 2 "$@" <"$dir/in"
    check "$name, said" says "$says"
}
wrong "an id outside the vocabulary" "line 2: id 2000 is not in" '[5]\n[2000]\n'
check "what came before is answered" test "$(wc -l <"$dir/out")" -eq 1
wrong "an empty prompt without BOS" "line 1: the prompt is empty" '[]\n' --no-bos
wrong "a text as truth" "line 1: not a JSON array" 'hello\n' --truth
wrong "truth without a prompt" 'field "prompt"' '{"truth":[5]}\n' --truth
wrong "no JSON" "line 1: not a JSON string" 'hello\n' --json
printf '[5' >"$dir/in"
i=0
while [ $i -lt 600 ]; do printf ',5' >>"$dir/in"; i=$((i + 1)); done
echo ']' >>"$dir/in"
check "more than the context" run 3 gen <"$dir/in"
check "more than the context, said" says "context of 512"

bare=tests/golden/engine/gemma-mha-f32
check "no tokenizer: ids" sh -c 'echo "[5,6]" | "$0" generate "$1" --continuation-tokens 2 | grep -q "\"text\":null"' "$rote" $bare
echo hello >"$dir/in"
check "no tokenizer: text" run 3 "$rote" generate $bare <"$dir/in"
check "no tokenizer: text, said" says "the checkpoint has no tokenizer"
check "no model" run 2 "$rote" generate
check "a full standard output" run 3 sh -c 'echo x | "$0" generate "$1" >/dev/full' "$rote" $demo
