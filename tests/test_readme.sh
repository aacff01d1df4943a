# The README's commands, as they stand there.
. tests/shell.sh

rm -rf build/readme
awk '/^```sh$/ { on = 1; next } /^```$/ { on = 0 } on' README.md | sed "s|build/rote|$rote|g" >"$dir/commands"
check "the README has commands" test "$(grep -c "$rote" "$dir/commands")" -ge 4
check "the README's commands work" run 0 sh -eu "$dir/commands"
check "the README shows make demo and make test" sh -c 'grep -q "make demo" README.md && grep -q "make test" README.md'
rm -rf build/readme
