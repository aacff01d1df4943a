# Shards beside the programs that undo the same compression. Sourced by tests/bench/run.
# shellcheck shell=sh disable=SC2154

# ---- the corpus: JSON lines ----------------------------------------------------------------------------------------
# Sampling is held against decompressing the same file, turn by turn, each on the same core; the best of five turns
# counts. Words are taken for tokens and the sample is small, so that what is timed is the reading. On one core the time
# is that in which the processor worked for it, which others on the machine disturb less.
if command -v zstd > /dev/null && command -v taskset > /dev/null; then
    title "JSON lines: sampling a shard against decompressing it"
    jsonl=$tools/bench_jsonl
    # best_of FIELD COMMAND...: seconds of spend's FIELD, into the file $best; $best.least has the least of all.
    best_of() {
        field=$1
        shift
        "$tools/spend" "$@" | cut -d' ' -f"$field" >> "$best"
        sort -n "$best" | head -1 > "$best.least"
    }
    for line in 200 2000 20000; do
        "$jsonl" make "$scratch/one.jsonl" $((256 * more)) $line
        bytes=$(wc -c < "$scratch/one.jsonl")
        zstd -q -f "$scratch/one.jsonl" -o "$scratch/one.jsonl.zst"
        rm -f "$scratch"/turn.*
        for _ in 1 2 3 4 5; do
            best=$scratch/turn.zstd best_of 3 taskset -c 0 zstd -dcq "$scratch/one.jsonl.zst"
            best=$scratch/turn.ours best_of 3 taskset -c 0 "$jsonl" draw 1 100 "$scratch/one.jsonl.zst"
        done
        speed() { awk -v b="$bytes" '{ print b / 1e6 / $1 }' "$scratch/turn.$1.least"; }
        row "one core, lines of about $line bytes" "$(speed ours)" MB/s "zstd -dc" "$(speed zstd)" 0.95
    done
    if [ "$threads" -ge 2 ]; then
        ln "$scratch/one.jsonl.zst" "$scratch/two.jsonl.zst"
        rm -f "$scratch"/turn.*
        for _ in 1 2 3 4 5; do
            best=$scratch/turn.one best_of 1 "$jsonl" draw 1 100 "$scratch/one.jsonl.zst"
            best=$scratch/turn.two best_of 1 "$jsonl" draw 2 100 "$scratch/one.jsonl.zst" "$scratch/two.jsonl.zst"
        done
        row "two shards on two threads" "$(speed two | awk '{ print 2 * $1 }')" MB/s "one on one" "$(speed one)" 1.85
    fi
    "$jsonl" parse "$scratch/one.jsonl" > "$scratch/parse"
    row "reading every record, one core" "$(fact parse parse)" MB/s "jansson" "$(cut -d' ' -f3 "$scratch/parse")"
else
    echo "zstd or taskset is not here: sampling was not held against decompressing"
fi

# ---- Parquet -------------------------------------------------------------------------------------------------------
# The same zstd frames as pages and as a file; the pages lie beside as many bytes of a column that is not read.
title "Parquet on one core: the text column of a file of two"
find /usr/share/common-licenses -type f -exec cat {} + > "$scratch/licences"
for _ in $(seq 200); do cat "$scratch/licences"; done > "$scratch/text"
"$tools/bench_parquet" write "$scratch/text" "$scratch/text.parquet" "$scratch/text.zst"
"$tools/bench_parquet" read "$scratch/text.parquet" text > "$scratch/column"
megabytes=$(awk '{ print $2 }' "$scratch/column")
unpack=$(least zstd -dcq "$scratch/text.zst" | awk -v m="$megabytes" '{ print m / $1 }')
row "text out of zstd pages" "$(awk '{ print $3 }' "$scratch/column")" MB/s "zstd -dc of the same frames" "$unpack" 0.95
"$tools/spend" "$tools/bench_parquet" read "$scratch/text.parquet" text |
    awk '{ printf "    peak memory %.1f MB\n", $2 / 1e6 }'

# ---- a corpus: undoing the compression ------------------------------------------------------------------------------
# Each figure and its reference in turn, several rounds; the ratio is the median of the rounds'. Against programs it is
# of processor time, between threads of the clock's. What else a shard costs is not in here.
corpus=$tools/bench_corpus rounds=5
# decode_row NAME FILE GOAL COMMAND...: one thread against the compression's own program.
decode_row() {
    name=$1 file=$2 goal=$3
    shift 3
    command -v "$1" > /dev/null || { echo "$name: $1 is not here, skipped"; return; }
    "$corpus" decode $rounds 1 "$file" "$@" "$file" > "$scratch/figures"
    read -r ours theirs ratio < "$scratch/figures"
    row "$name" "$ours" MB/s "$1 -dc" "$theirs" "$goal" "$ratio"
}
# threads_row NAME FILE GOAL: one shard, two threads against one; and the most memory that this took.
threads_row() {
    "$corpus" threads $rounds 2 "$2" > "$scratch/figures"
    read -r two one ratio < "$scratch/figures"
    row "$1, two threads" "$two" MB/s "one thread" "$one" "$3" "$ratio"
    used=$("$tools/spend" "$corpus" threads 1 2 "$2" | awk '{ print $2 / 1e6 }')
    row "    peak memory" "$used" MB "the limit" 64
}
title "JSON lines on one core: undoing the compression, text that was made up"
"$corpus" text $(if [ "$long" ]; then echo 1000000000; else echo 128000000; fi) > "$scratch/text"
head -c 16000000 "$scratch/text" > "$scratch/less"
zstd -q -c "$scratch/text" > "$scratch/text.zst"
decode_row "zstd" "$scratch/text.zst" 0.95 zstd -dcq
gzip -c "$scratch/text" > "$scratch/text.gz"
decode_row "gzip" "$scratch/text.gz" 1.5 gzip -dc
for tool in xz bzip2 lz4; do
    command -v $tool > /dev/null || { echo "$tool: not here, skipped"; continue; }
    $tool -qc1 "$scratch/less" > "$scratch/less.$tool"
    decode_row "$tool" "$scratch/less.$tool" '' $tool -dcq
done
if [ "$threads" -ge 2 ]; then
    title "One shard of many parts"
    split -b 8M --filter='zstd -qc' "$scratch/text" > "$scratch/text.zst"
    threads_row "zstd, frames of 8 MB of text" "$scratch/text.zst" 1.85
    "$corpus" members < "$scratch/text" > "$scratch/text.gz"
    threads_row "gzip, members as of WARC records" "$scratch/text.gz" 1.85
    if command -v bgzip > /dev/null; then
        bgzip -c "$scratch/text" > "$scratch/text.gz"
        threads_row "gzip, as of bgzip" "$scratch/text.gz" 1.85
    else
        echo "bgzip: not here, skipped"
    fi
fi
rm -f "$scratch"/text* "$scratch"/less*
