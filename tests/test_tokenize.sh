# rote tokenize: the four ways in, the three ways back, and what is wrong with a line.
. tests/shell.sh
demo=tests/demo/gemma-demo

tok() { "$rote" tokenize $demo "$@"; }
text() { printf 'Dear Ann,\n\n  \303\251t\303\251 \346\227\245\346\234\254 \360\237\230\200\tx  \n'; }
lines() { printf 'Dear Ann\n\n  two  blanks\r\nlast'; }
strings() { printf '"Dear Ann,\\n\\u00e9 \\ud83d\\ude00"\n ""\n"nul \\u0000 in it"\n'; }
same() { cmp "$dir/a" "$dir/b"; }

text >"$dir/a"
check "whole input" run 0 tok <"$dir/a"
check "whole input is one line" test "$(wc -l <"$dir/out")" -eq 1
tok --decode <"$dir/out" >"$dir/b"
check "whole input comes back, byte for byte" same
check "bytes that are no UTF-8 count as U+FFFD" test "$(printf 'a\377b' | tok | tok --decode | od -An -tx1 | tr -d ' \n')" = 61efbfbd62
check "nothing is no id" test "$(printf '' | tok)" = '[]'
head -c 300000 /dev/zero | tr '\0' 'a' >"$dir/a"
tok <"$dir/a" | tok --decode >"$dir/b"
check "a long word comes back" same

lines >"$dir/a"
check "lines" run 0 tok --lines <"$dir/a"
check "lines are arrays" test "$(wc -l <"$dir/out")" -eq 4
check "an empty line is no id" test "$(sed -n 2p "$dir/out")" = '[]'
check "a line is what the whole input would be" test "$(sed -n 1p "$dir/out")" = "$(printf 'Dear Ann' | tok)"
check "a carriage return is text" test "$(sed -n 3p "$dir/out")" = "$(printf '  two  blanks\r' | tok)"
tok --lines --decode <"$dir/out" >"$dir/b"
echo >>"$dir/a"
check "lines come back" same
strings >"$dir/a"
check "strings" run 0 tok --json <"$dir/a"
tok --json --decode <"$dir/out" >"$dir/b"
printf '"Dear Ann,\\n\303\251 \360\237\230\200"\n""\n"nul \\u0000 in it"\n' >"$dir/a"
check "strings come back" same
check "--bos" test "$(printf x | tok --bos)" = "$(printf x | tok | sed 's/\[/[2,/')"
check "--bos alone" test "$(printf '' | tok --bos)" = '[2]'
special=tests/golden/tokenizerjson/llama3.json # its BOS is text when a text begins with it
begins='"<|begin_of_text|>abc"'
check "a text that begins with BOS comes back" test "$(echo "$begins" | "$rote" tokenize $special --json |
    "$rote" tokenize $special --json --decode)" = "$begins"
check "--bos there and back" test "$(echo '"abc"' | "$rote" tokenize $special --json --bos |
    "$rote" tokenize $special --json --decode --bos)" = '"abc"'
check "a BOS gives no text" test "$(printf 'Dear' | tok --bos | tok --decode)" = Dear
check "the tokenizer's file alone" test "$(printf x | "$rote" tokenize $demo/tokenizer.model)" = "$(printf x | tok)"

# a byte piece alone is no character
bytes() { printf '\346\227\245' | tok | sed 's/,[0-9]*\]/]/'; }
check "a cut character decodes to its bytes" test "$(bytes | tok --decode | od -An -tx1 | tr -d ' \n')" = e697
check "a cut character in JSON is one U+FFFD" test "$(bytes | tok --decode --json | od -An -tx1 | tr -d ' \n')" = 22efbfbd220a

wrong() { # wrong NAME SAYS INPUT OPTION...
    name=$1 says=$2 input=$3
    shift 3
    printf "$input" >"$dir/in"
    check "$name" run 3 tok "$@" <"$dir/in"
    check "$name, said" says "$says"
}
wrong "a newline among lines" "line 1: the text has a newline" "$(printf 'a\nb' | tok)\\n" --decode --lines
wrong "two texts" "line 2: a second text" '[5]\n[5]\n' --decode
wrong "an id beyond the tokenizer" "line 2: id 2000 at place 1" '[100]\n[5,2000]\n' --decode --lines
wrong "an array that is cut" 'line 1: byte 2' '[5' --decode
wrong "a negative id" 'byte 1' '[-5]' --decode
wrong "an id beyond 32 bits" 'byte 1' '[4294967296]' --decode
wrong "an id with a point" 'byte 2' '[5.0]' --decode
wrong "something behind an array" 'behind the array' '[5] 6' --decode
wrong "an empty line" 'line 2: not a JSON array' '[100]\n\n' --decode --lines
wrong "no JSON string" 'line 2: not a JSON string' '"a"\nb\n' --json
wrong "half a surrogate pair" 'line 1: not a JSON string' '"\\ud83d"\n' --json
printf '"a"\n"b"\nc\n' >"$dir/in"
"$rote" tokenize $demo --json <"$dir/in" >"$dir/out" 2>/dev/null
check "what came before the mistake stands" test "$(wc -l <"$dir/out")" -eq 2
check "no model" run 2 "$rote" tokenize
check "--lines and --json" run 2 tok --lines --json
check "a model that is not there" run 3 "$rote" tokenize "$dir/none"
check "a full standard output" run 3 sh -c 'echo x | "$0" tokenize "$1" >/dev/full' "$rote" $demo
