# Sourced by tests/bench/run.
# shellcheck shell=sh disable=SC2154

# ---- tokenizers: English text on one core --------------------------------------------------------------------------
# The licences that every Debian has, each a document; the reference is what one core unpacks of the same text, since an
# audit reads the corpus through a decoder.
title "Tokenizers on one core"
texts=$(find /usr/share/common-licenses -type f | sort)
# shellcheck disable=SC2086 # the names are meant to be split
for _ in $(seq 200); do cat $texts; done > "$scratch/text"
gzip -c "$scratch/text" > "$scratch/text.gz"
megabytes=$(wc -c < "$scratch/text" | awk '{ print $1 / 1e6 }')
unpack=$(least gzip -dc "$scratch/text.gz" | awk -v m="$megabytes" '{ print m / $1 }')
for tokenizer in tests/demo/gemma-demo/tokenizer.model ../shared/data/tokenizers/*.model \
    ../shared/data/tokenizers/*.gguf; do
    [ -e "$tokenizer" ] || { echo "$tokenizer: not here, skipped"; continue; }
    # shellcheck disable=SC2086
    speed=$("$tools/bench_tokenizer" "$tokenizer" $texts | awk '{ print $NF }')
    row "$(basename "$tokenizer")" "$speed" MB/s "gzip -dc of the same text" "$unpack"
done
