# The README's commands, as they stand there.
. tests/shell.sh

rm -rf build/readme
awk '/^```sh$/ { on = 1; next } /^```$/ { on = 0 } on' README.md | sed "s|build/rote|$rote|g" >"$dir/commands"
check "the README has commands" test "$(grep -c "$rote" "$dir/commands")" -ge 4
check "the README's commands work" run 0 sh -eu "$dir/commands"
check "the README shows make demo and make test" sh -c 'grep -q "make demo" README.md && grep -q "make test" README.md'
awk '/^```c$/ { on = 1; next } /^```$/ { on = 0 } on' README.md >"$dir/code"
code_is_real() {
    ! grep -vxF -f infer/checkpoint/family.c -f infer/checkpoint/familykeys.c -f infer/checkpoint/familytensors.c "$dir/code"
}
check "the README shows code" test -s "$dir/code"
check "the README's code stands in the sources" code_is_real
rm -rf build/readme
