# For test scripts: check NAME CONDITION..., a fresh folder in $dir, the program in $rote.
# Prints the lines that tests/run-tests counts.
rote=${BUILD:-build}/rote
dir=$(mktemp -d /tmp/rote-test-XXXXXX)
trap 'rm -rf "$dir"' EXIT

# check NAME COMMAND...: the command succeeds.
check() {
    name=$1
    shift
    if "$@"; then echo "ok $name"; else echo "not ok $name ($*)"; fi
}

# run CODE COMMAND...: the command's standard output is in $dir/out, standard error in $dir/err; true
# when it exits with CODE.
run() {
    want=$1
    shift
    "$@" >"$dir/out" 2>"$dir/err"
    code=$?
    [ "$code" -eq "$want" ] && return 0
    echo "exit $code instead of $want: $*"
    head -c 2000 "$dir/err"
    return 1
}

# says TEXT: standard error of the last run has it, and is one line.
says() {
    grep -qF -e "$1" "$dir/err" && [ "$(wc -l <"$dir/err")" -eq 1 ] && return 0
    echo "standard error should be one line with \"$1\":"
    head -c 2000 "$dir/err"
    return 1
}
