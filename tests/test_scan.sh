# rote scan and rote redact as a user meets them. Every value is invented.
. tests/shell.sh
demo=tests/demo
count() { wc -l <"$dir/out" | tr -d ' '; }
found() { [ "$(count)" -eq "$1" ] || { echo "$(count) findings instead of $1:"; head -c 2000 "$dir/out"; false; }; }
scan() { "$rote" scan --format jsonl "$@"; }
has() { grep -qF -e "$1" "$dir/out" || { head -c 2000 "$dir/out"; false; }; }

printf 'mail joe@somewhere.net \377 \303\251\360\237\230\200 card 4539 1488 0343 6467\nor jane@example.com\n' >"$dir/a.txt"
check "a text" run 0 scan "$dir/a.txt"
check "a text: two findings" found 2
check "masked" has '"text":"j***@s***.net"'
check "nothing in full" sh -c '! grep -q somewhere "$1"' - "$dir/out"
check "bytes, code points and UTF-16 units" has '"start":37,"end":56,"start_char":33,"end_char":52,"start_utf16":34,"end_utf16":53'
check "published examples are counted" grep -q '^rote: 1 published examples left out' "$dir/err"
check "in full" run 0 scan --show full "$dir/a.txt"
check "in full, shown" has '"text":"4539 1488 0343 6467"'
check "published examples" run 0 scan --placeholders "$dir/a.txt"
check "published examples: shown" found 3
check "published examples: marked" has '"placeholder":true'
check "standard input" run 0 sh -c 'cat "$2" | "$1" scan --format jsonl -' - "$rote" "$dir/a.txt"
check "standard input: two findings" found 2
check "the default is a table" run 0 "$rote" scan "$dir/a.txt"
check "a table has a head" has 'severity  type'
check "CSV" run 0 "$rote" scan --format csv "$dir/a.txt"
check "CSV has three lines" found 3
check "SARIF" run 0 "$rote" scan --format sarif "$dir/a.txt"
check "SARIF is JSON with both" sh -c 'python3 -c "import json,sys; d=json.load(open(sys.argv[1])); r=d[\"runs\"][0]; assert d[\"version\"]==\"2.1.0\" and len(r[\"results\"])==2 and {x[\"ruleId\"] for x in r[\"results\"]} <= {x[\"id\"] for x in r[\"tool\"][\"driver\"][\"rules\"]}" "$1"' - "$dir/out"
check "SARIF of nothing" run 0 sh -c '"$1" scan --format sarif - </dev/null' - "$rote"
check "SARIF of nothing is JSON" python3 -m json.tool "$dir/out" /dev/null

check "one type" run 0 scan --types EMAIL_ADDRESS "$dir/a.txt"
check "one type: one finding" found 1
check "a type that is none" run 2 scan --types EMAIL "$dir/a.txt"
check "a type that is none, said" says '"EMAIL" is no type'
check "severity" run 0 scan --severity high "$dir/a.txt"
check "severity: one finding" found 1
check "confidence" run 0 scan --min-confidence 0.9,CREDIT_CARD_NUMBER=0.99 "$dir/a.txt"
check "confidence: one finding" found 1
check "a confidence that is none" run 2 scan --min-confidence much "$dir/a.txt"
check "a region that is none" run 2 scan --regions xx "$dir/a.txt"
check "a region" run 0 sh -c 'echo "ssn 536-22-8726" | "$1" scan --quiet --format jsonl --regions uk -' - "$rote"
check "a region: nothing" found 0
check "a format that is none" run 2 "$rote" scan --format xml "$dir/a.txt"
check "nothing to scan" run 2 "$rote" scan
check "a limit kept" run 0 scan --fail-on high:1,low:2 "$dir/a.txt"
check "a limit exceeded" run 1 scan --fail-on high "$dir/a.txt"
check "a limit exceeded, said" grep -q 'findings of severity high; --fail-on allows 0' "$dir/err"
check "a lower limit counts higher ones" run 1 scan --fail-on low:1 "$dir/a.txt"
check "a limit that is none" run 2 scan --fail-on severe "$dir/a.txt"

printf '4539148803436467\n\n  joe@somewhere.net \n' >"$dir/allow"
check "a list of what is allowed" run 0 scan --allow "$dir/allow" "$dir/a.txt"
check "a list of what is allowed: nothing" found 0
printf 'Project Nightingale\nor\n' >"$dir/deny"
echo 'for Project Nightingale or more' >"$dir/b.txt"
check "a list of what is denied" run 0 scan --deny "$dir/deny" "$dir/b.txt"
check "a list of what is denied: both, as words" found 2
check "a denied value" has '"type":"DENIED_VALUE","severity":"high"'

cat >"$dir/rules.yaml" <<Y
- type: EMPLOYEE_NUMBER
  severity: high
  literals: [emp-]
  pattern: 'emp-([0-9]{6})'
  window: 32
- type: CLIENT
  digits: 8
  pattern: '[0-9]{8}'
  confidence: 0.2
  context: [client, kunde]
  mask: last4
Y
printf 'emp-123456, Kunde 12345678\n%0100d\n87654321\n' 0 >"$dir/c.txt"
check "rules" run 0 scan --rules "$dir/rules.yaml" "$dir/c.txt"
check "rules: by literal and by context" found 2
check "a rule's mask" has '"type":"EMPLOYEE_NUMBER","severity":"high","confidence":0.8,"validated":false,"placeholder":false,"start":4,"end":10'
bad_rule() { printf '%s\n' "$1" >"$dir/bad.yaml"; scan --rules "$dir/bad.yaml" "$dir/c.txt"; }
check "a rule with an unknown field" run 2 bad_rule '- type: A
  patern: x'
check "a rule with an unknown field, said" says 'bad.yaml: line 2, column 3: a rule has no such field'
check "a rule with a bad pattern" run 2 bad_rule '- type: A
  literals: x
  pattern: "x("'
check "a rule with a bad pattern, said" says 'bad.yaml: line 1, column 3: pattern: does not compile'
check "a rule that is no mapping" run 2 bad_rule '- x'
check "rules that are no YAML" run 2 bad_rule '- [x'
check "rules that are no YAML, said" says 'line '

scan "$dir/a.txt" >"$dir/known" 2>/dev/null
check "a baseline" run 0 scan --baseline "$dir/known" --fail-on low "$dir/a.txt"
check "a baseline: nothing new" found 0
cp "$dir/a.txt" "$dir/before"
(echo 'before it all'; cat "$dir/before"; echo joe@somewhere.net; echo eve@elsewhere.org) >"$dir/a.txt"
check "a baseline of another place" run 1 scan --baseline "$dir/known" --fail-on low "$dir/a.txt"
check "a baseline of another place: what is new, and one more of the same" found 2
check "a baseline that is none" run 3 scan --baseline "$dir/a.txt" "$dir/a.txt"
check "a baseline that is none, said" says 'a.txt: line 1'
cp "$dir/before" "$dir/a.txt"

# Shards, side by side: the same bytes for any number of threads.
check "shards" run 0 scan --placeholders $demo/*/*.zst $demo/*/*.gz $demo/*/*.zip "$dir/a.txt" --threads 1
cp "$dir/out" "$dir/one"
check "shards: many findings" test "$(count)" -gt 8000
check "shards: documents are numbered" has '"document":0'
check "shards on five threads" run 0 scan --placeholders $demo/*/*.zst $demo/*/*.gz $demo/*/*.zip "$dir/a.txt" --threads 5
check "shards on five threads: the same bytes" cmp "$dir/one" "$dir/out"
check "malformed records are counted" grep -q 'malformed records were not scanned' "$dir/err"
check "a program is not called clean" run 3 scan "$rote"
check "a program as text" run 0 scan --quiet --as text tests/demo/gemma-demo/tokenizer.model
check "a file that is not there, and one that is" run 3 scan "$dir/none" "$dir/a.txt"
check "what is there is scanned" found 2
check "the wrong text field" run 3 scan --text-field body $demo/letters/part-00000.jsonl.zst
check "the wrong text field, said" grep -q 'is --text-field body right' "$dir/err"
cp $demo/letters/part-00000.jsonl.zst "$dir/cut.zst"
truncate -s -1000 "$dir/cut.zst"
check "a damaged shard" run 3 scan --placeholders "$dir/cut.zst"
check "a damaged shard is scanned up to there" test "$(count)" -gt 100
check "a damaged shard, allowed" run 0 scan --allow-damage "$dir/cut.zst"
check "a full standard output" run 3 sh -c '"$1" scan "$2" >/dev/full' - "$rote" "$dir/a.txt"

# A run: the continuations.
"$rote" audit --quiet --model $demo/gemma-demo --source records="$demo/records/*" --documents 60 --out "$dir/run" >/dev/null 2>&1
check "a report leaves published examples out" run 0 "$rote" report --json "$dir/run"
check "a report says how many it left out" grep -q 'findings in memorized continuations, such as addresses at example.com' "$dir/out"
check "a report of no one else's data" sh -c '! grep -q EMAIL_ADDRESS "$1"' - "$dir/out"
check "a report with published examples" run 0 "$rote" report --json --placeholders "$dir/run"
check "a report with published examples has them" grep -q EMAIL_ADDRESS "$dir/out"
check "a run" run 0 scan --placeholders "$dir/run"
check "a run has findings" test "$(count)" -gt 5
check "a run's documents have names" has '"id":"records '

# No newline anywhere, findings over every boundary, little memory.
awk 'BEGIN { for (i = 0; i < 60000; i++) printf "%s joe%d@somewhere.net ", (i % 7 ? "x" : "yyyyyyyyyy"), i }' >"$dir/long"
(ulimit -v 400000; "$rote" scan --format jsonl "$dir/long" >"$dir/out" 2>"$dir/err")
check "a long line: every address" found 60000
check "a long line: redacted" run 0 "$rote" redact "$dir/long"
check "a long line: nothing left" sh -c '! grep -q somewhere "$1" && [ "$(grep -o "<EMAIL_ADDRESS>" "$1" | wc -l)" -eq 60000 ]' - "$dir/out"

# redact
check "redact" run 0 "$rote" redact "$dir/a.txt"
printf 'mail <EMAIL_ADDRESS> \377 \303\251\360\237\230\200 card <CREDIT_CARD_NUMBER>\nor jane@example.com\n' >"$dir/want"
check "redact: only the findings" cmp "$dir/out" "$dir/want"
check "redact from standard input" run 0 sh -c '"$1" redact <"$2"' - "$rote" "$dir/a.txt"
check "redact from standard input: the same" cmp "$dir/out" "$dir/want"
check "redact with masks" run 0 "$rote" redact --with mask --types CREDIT_CARD_NUMBER "$dir/a.txt"
check "redact with masks: of one type" has 'joe@somewhere.net'
check "redact with masks: shown" has '**** **** **** 6467'
head -c 32 "$dir/long" >"$dir/key"
check "pseudonyms" run 0 "$rote" redact --with pseudonym --key "$dir/key" "$dir/a.txt"
cp "$dir/out" "$dir/first"
check "pseudonyms: a name of its own" grep -qE '<EMAIL_ADDRESS:[0-9a-f]{16}>' "$dir/out"
sed 's/4539 1488 0343 6467/4539148803436467/' "$dir/a.txt" >"$dir/d.txt"
check "pseudonyms of another form" run 0 "$rote" redact --with pseudonym --key "$dir/key" "$dir/d.txt"
check "pseudonyms of another form: the same" cmp "$dir/out" "$dir/first"
tail -c 32 "$dir/long" >"$dir/key2"
check "pseudonyms of another key" run 0 "$rote" redact --with pseudonym --key "$dir/key2" "$dir/a.txt"
check "pseudonyms of another key: others" sh -c '! cmp -s "$1" "$2"' - "$dir/out" "$dir/first"
check "pseudonyms without a key" run 2 "$rote" redact --with pseudonym "$dir/a.txt"
printf short >"$dir/key3"
check "a short key" run 2 "$rote" redact --with pseudonym --key "$dir/key3" "$dir/a.txt"
printf '{"id": 1.50, "text" :"a joe@somewhere.net \\u00e9\\n","x":{"text":"joe@somewhere.net"}}\n{"text": "nothing"}\n\nno JSON joe@somewhere.net' >"$dir/j"
printf '{"id": 1.50, "text" :"a <EMAIL_ADDRESS> \303\251\\n","x":{"text":"joe@somewhere.net"}}\n{"text": "nothing"}\n\nno JSON <EMAIL_ADDRESS>' >"$dir/want"
check "lines of JSON" run 0 "$rote" redact --jsonl "$dir/j"
check "lines of JSON: only the text" cmp "$dir/out" "$dir/want"
check "lines of JSON: others are counted" grep -q '^rote: 1 lines are no JSON object' "$dir/err"
check "any bytes pass" run 0 "$rote" redact --types EMAIL_ADDRESS tests/demo/gemma-demo/tokenizer.model
check "any bytes pass as they are" cmp "$dir/out" tests/demo/gemma-demo/tokenizer.model
