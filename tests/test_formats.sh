# Corpora of every format through the command line: the same sample whatever the threads, ids in the place of texts, and what
# is left out is said.
. tests/shell.sh

golden=tests/golden/formats
work=$dir

sample() { # folder, threads, more options
    out=$1 threads=$2
    shift 2
    "$rote" sample --model tests/demo/gemma-demo --out "$work/$out" --threads "$threads" --documents 40 \
        --prompt-tokens 5 --continuation-tokens 2 "$@" >"$work/$out.out" 2>"$work/$out.err" || {
        cat "$work/$out.err"
        false
    }
}
mixture() { # the same arguments
    sample "$@" --source wet=$golden/wet.warc.gz warc=$golden/all.warc $golden/all.warc.gz $golden/all.warc.zst ids=$golden/tokens/megatron-uint16.idx \
        rows=$golden/tokens/wide.npy raw=$golden/tokens/raw.u16 tars="$golden/*.tar.gz" zips="$golden/*.zip" \
        text="$work/text" --text-unit paragraph --members '*.txt' --end-of-document 3 --token-type u16
}

mkdir -p "$work/text/deep/.hidden"
printf 'She sells sea shells by the sea shore.\n\nThe shells she sells are sea shells for sure.\n' >"$work/text/deep/a.txt"

threads_change_nothing() {
    mixture one 1 && mixture four 4 || return 1
    cmp "$work/one/samples.jsonl" "$work/four/samples.jsonl" && cmp "$work/one/sources.json" "$work/four/sources.json"
}
every_source_is_sampled() {
    for source in wet warc ids rows raw tars zips text; do
        grep -q "\"source\":\"$source\"" "$work/one/samples.jsonl" || { echo "$source has no sample"; return 1; }
    done
}
ids_are_those_of_the_file() {
    # What numpy.load gives of wide.npy's first row.
    grep -F '"shard":"wide.npy","ordinal":0,' "$work/one/samples.jsonl" |
        grep -qF '"prompt":[47532,33077,42851,10444,28260],"truth":[57896,56840]'
}
hosts_are_clusters() {
    grep -q '"id":"https://host0.example.com/seite/25","cluster":"host0.example.com"' "$work/one/samples.jsonl"
}
what_is_left_out_is_said() {
    grep -q '^source warc: 3 continuation records, .* response records, .* are left out$' "$work/one.err" &&
        grep -q '^source tars: .* folders, .* links, .* members that no pattern takes are left out$' "$work/one.err" &&
        grep -q '^source text: 1 hidden files and folders are left out$' "$work/one.err" &&
        grep -q '"name":"warc".*"left_out":{"continuation records":3,' "$work/one/sources.json"
}
parts_add_up() {
    mixture part1 2 --part 1/2 && mixture part2 2 --part 2/2 || return 1
    "$rote" merge "$work/part1" "$work/part2" --out "$work/merged" --quiet &&
        cmp "$work/merged/sources.json" "$work/one/sources.json"
}
a_list_is_a_source() {
    printf '%s\n' "$golden/wet.warc.gz" "$golden/gnu.tar.gz" >"$work/list"
    sample listed 2 --source listed="@$work/list" && grep -q 'listed  *2 ' "$work/listed.out"
}

check "the same sample from every format on one thread and on four" threads_change_nothing
check "every source has a sample" every_source_is_sampled
check "ids are sampled as they are" ids_are_those_of_the_file
check "the host of an address is the cluster" hosts_are_clusters
check "what is left out is said" what_is_left_out_is_said
check "what is left out of parts adds up" parts_add_up
check "a list is a source" a_list_is_a_source
