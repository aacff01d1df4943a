# Sourced by tests/bench/run.
# shellcheck shell=sh disable=SC2154

# ---- detectors: mixed text on one core -----------------------------------------------------------------------------
# The references look for the same patterns, and neither check what they find nor look at the words around it.
title "Detectors on one core: 100 MB of manual pages, Python's library and letters with personal data"
tests/bench/mixedtext > "$scratch/mixed"
detect() { "$tools/$@" | awk '{ print $1 }'; }
rote=$(detect bench_detectors rote "$scratch/mixed" 10)
row "the whole catalogue" "$rote" MB/s "the goal of the project" 150 1
row "" "$rote" MB/s "RE2, one pattern after another" "$(detect bench_detectors re2 "$scratch/mixed" 5)"
row "" "$rote" MB/s "RE2::Set, which patterns a block has" "$(detect bench_detectors set "$scratch/mixed" 5)"
row "" "$rote" MB/s "Hyperscan, ends of matches only" "$(detect bench_hyperscan "$scratch/mixed" 5)"
rm "$scratch/mixed"
