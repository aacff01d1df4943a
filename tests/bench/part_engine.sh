# The engine beside the machine's peaks: single products, Gemma 2B's shape, other shapes.
#
# References are measured right before and right after each figure, so that whatever else runs on a shared machine hits
# both. The higher of the two counts, which errs against the engine; where they are more than 10% apart, the table says
# so.
#
# Sourced by tests/bench/run.
# shellcheck shell=sh disable=SC2154 # what run sets
# For documents in flight, as the program's own --memory where it is not given.
memory=$(awk '/^MemTotal/ { printf "%.0f", $2 * 1024 / 2 }' /proc/meminfo)
kernel=$("$BUILD/rote" inspect tests/demo/gemma-demo --json | sed 's/.*"kernel":"\([^"]*\)".*/\1/')

# ---- references ----------------------------------------------------------------------------------------------------
# The peaks of before the last figure and after it; peak NAME: the higher of both.
peaks_measure() {
    [ ! -e "$scratch/after" ] || mv "$scratch/after" "$scratch/before"
    "$tools/peaks" "$threads" > "$scratch/after"
    [ -e "$scratch/before" ] || cp "$scratch/after" "$scratch/before"
}
peak() { awk -v n="$1" '$1 == n && $2 > most { most = $2 } END { print most + 0 }' "$scratch/before" "$scratch/after"; }
peaks_compare() {
    awk 'NR == FNR { before[$1] = $2; next }
         before[$1] && ($2 / before[$1] < 0.9 || $2 / before[$1] > 1 / 0.9) {
             printf "    note: the %s peak was %.1f %s before this and %.1f after: the machine was not quiet\n",
                 $1, before[$1], $3, $2 }' "$scratch/before" "$scratch/after"
}
# peak_of PRECISION: which peak its goals are of. own_peak_of PRECISION: that of the instruction that the kernel uses.
peak_of() { if [ "$1" = f32 ] || [ "$(peak bf16)" = 0 ]; then echo fma; else echo bf16; fi; }
own_peak_of() {
    case $1-$kernel in
    bf16-amx) echo amx ;;
    bf16-avx512bf16) echo bf16 ;;
    *) echo fma ;;
    esac
}
peak_name() {
    case $1 in
    fma) echo "f32 peak, multiply-adds in registers" ;;
    bf16) echo "bf16 peak, vdpbf16ps in registers" ;;
    amx) echo "bf16 peak, tiles in registers" ;;
    esac
}
# peak_rows NAME SPEED PRECISION [GOAL]: a speed against both peaks, or the one where they are the same.
peak_rows() {
    goals=$(peak_of "$3") own=$(own_peak_of "$3")
    row "$1" "$2" GFLOP/s "$(peak_name "$goals")" "$(peak "$goals")" "${4:-}"
    [ "$own" = "$goals" ] || row "" "$2" GFLOP/s "$(peak_name "$own")" "$(peak "$own")"
}

# ---- the engine ----------------------------------------------------------------------------------------------------
# engine RUN MODEL PRECISION MODE THREADS SECONDS: one run between two measurements of the peaks.
engine() {
    "$tools/bench_engine" "$2" "$3" "$4" 1000000 0 "$5" "$memory" "$(($6 * more))" > "$scratch/$1"
    peaks_measure
}
# engine_rows RUN NAME PRECISION [GOAL]: what it reached, against documents counted otherwise, and against the peaks.
engine_rows() {
    row "$2, $(fact "$1" in_flight) in flight" "$(fact "$1" documents_per_s)" docs/s \
        "counted by documents that ended" "$(fact "$1" finished_per_s)"
    peak_rows "    $(fact "$1" document_gflop) GFLOP a document" "$(fact "$1" gflops)" "$3" "${4:-}"
    peaks_compare
}
# profile RUN PRECISION: where its time went, and what was no product against the goal.
profile() {
    reference=$(own_peak_of "$2")
    echo "    part                       seconds   share    GFLOP/s  of the $(peak_name "$reference")"
    awk -v peak="$(peak "$reference")" '$1 == "part" {
        if ($5 != "elsewhere") known += $2
        name = $5; for (i = 6; i <= NF; i++) name = name " " $i
        rate = $4 > 0 ? sprintf("%10.1f %6.2f", $4, peak ? $4 / peak : 0) : ""
        printf "    %-24s %9.2f %6.1f%% %s\n", name, $2, 100 * $3, rate
        if (++n > 6 && name != "elsewhere") between += $3
        if (n == 1 || n > 6) other += $3
    } END {
        if (!known) {
            print "    the engine counts no parts: nothing is known of them"
            exit
        }
        printf "    between the products %30.1f%%, goal at most 10%%: %s\n", 100 * between,
            (between <= 0.1 ? "met" : "MISSED")
        printf "    all that is no product (packing and waiting too) %.1f%%\n", 100 * other
    }' "$scratch/$1"
    longest=$(awk '$1 == "part" && $2 > most { most = $2; $1 = $2 = $3 = $4 = ""; name = $0 } END { print name }' \
        "$scratch/$1" | sed 's/^ *//')
    echo "    the longest: $longest"
    echo "    $(fact "$1" steps) steps of $(fact "$1" rows_per_step) rows, $(fact "$1" finished) documents ended"
}

# ---- checkpoints ---------------------------------------------------------------------------------------------------
# model_write SHAPE: into $scratch/model, in the place of the one before; fails where the disk has no room.
model_write() {
    rm -rf "$scratch/model"
    mkdir "$scratch/model"
    bytes=$("$tools/bigcheckpoint" sizes | awk -v s="$1" '$1 == s { print $2 }')
    free=$(df -Pk "$scratch" | awk 'NR == 2 { printf "%.0f", $4 * 1024 }')
    if awk -v f="$free" -v b="$bytes" 'BEGIN { exit !(f < b * 1.05) }'; then
        echo "tests/bench/run: $scratch has $free bytes free, the checkpoint $1 takes $bytes: set TMPDIR" >&2
        exit 1
    fi
    "$tools/bigcheckpoint" "$1" "$scratch/model"
    cp tests/demo/gemma-demo/tokenizer.model "$scratch/model"
}

# ---- the machine, and single products ------------------------------------------------------------------------------
peaks_measure
processor=$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -1)
installed=$(awk '/^MemTotal/ { printf "%.1f", $2 * 1024 / 1e9 }' /proc/meminfo)
echo "$processor, $threads threads, kernel $kernel, $installed GB"
echo "peaks: f32 $(peak fma) GFLOP/s, bf16 vdpbf16ps $(peak bf16), bf16 tiles $(peak amx); memory $(peak read) GB/s"

# OpenBLAS multiplies weights that already lie in memory as f32: a bound on the engine's f32 products, not a peer.
title "Products: rows x depth x columns"
# Two passes in turn, the better of both.
for _ in 1 2; do
    "$tools/bench_gemm" "$threads" >> "$scratch/gemm.all"
    shapes=$(cut -d' ' -f1 "$scratch/gemm.all" | awk '!seen[$0]++')
    # shellcheck disable=SC2086 # the shapes are meant to be split
    "$tools/bench_sgemm" "$threads" $shapes >> "$scratch/sgemm.all"
done
# best FILE: of the lines that are the same up to their figure, the last word, the one with the most.
best() {
    awk '{ f = $NF; $NF = ""; if (!($0 in most)) name[++n] = $0; if (!($0 in most) || f > most[$0]) most[$0] = f }
         END { for (i = 1; i <= n; i++) print name[i] most[name[i]] }' "$1"
}
best "$scratch/gemm.all" > "$scratch/gemm"
grep '^[0-9]' "$scratch/sgemm.all" > "$scratch/sgemm.speeds"
best "$scratch/sgemm.speeds" > "$scratch/sgemm"
peaks_measure
while read -r shape precision speed; do
    peak_rows "$shape, $precision" "$speed" "$precision"
    row "" "$speed" GFLOP/s "OpenBLAS sgemm, weights in f32" "$(fact sgemm "$shape")"
done < "$scratch/gemm"
awk '$1 == "core" { print "    OpenBLAS picked its kernels for " $2 }
     $1 == "inherited" {
         print "    note: " $2 "=" $3 " in the environment, with which it picks " $5 ", was unset for this" }' \
    "$scratch/sgemm.all" | sort -u
peaks_compare

# ---- Gemma 2B: opening, memory, speed ------------------------------------------------------------------------------
model_write gemma-2b
title "A checkpoint of Gemma 2B's shape: opening and memory"
read=$(least cat "$scratch/model/model.safetensors")
ready=$(least "$BUILD/rote" generate "$scratch/model" < /dev/null)
row "open 5 GB until ready for a prompt" "$ready" s "cat of its file" "$read"
# Memory: an audit of a few documents, cut to two generated tokens each, against what it says beforehand.
n=40
for precision in f32 bf16; do
    rm -rf "$scratch/run"
    "$tools/spend" "$BUILD/rote" audit --model "$scratch/model" --source letters='tests/demo/letters/*' --documents $n \
        --in-flight $n --continuation-tokens 2 --precision $precision --force --out "$scratch/run" \
        > "$scratch/spent" 2> "$scratch/said"
    used=$(awk '{ print $2 / 1e9 }' "$scratch/spent")
    said=$(sed -n 's/^memory  *about \([0-9.]*\) GB .*/\1/p' "$scratch/said")
    row "peak memory, $precision, $n documents in flight" "$used" GB "the audit's own estimate" "$said"
done

title "The engine at Gemma 2B's shape: 50 + 50 tokens a document, the steady state of an audit"
peaks_measure
engine full "$scratch/model" bf16 full "$threads" 80
engine_rows full "bf16, every token" bf16 0.75
row "    packing the weights, once" "$(fact full pack_once_s)" s \
    "one read of them from memory" "$(quotient "$bytes" "$(peak read)e9")"
profile full bf16
engine early "$scratch/model" bf16 early "$threads" 40
engine_rows early "bf16, --stop-early" bf16
row "    the same" "$(fact early documents_per_s)" docs/s "every token" "$(fact full documents_per_s)" 1.6
engine f32 "$scratch/model" f32 full "$threads" 80
engine_rows f32 "f32, every token" f32 0.78
profile f32 f32
if [ "$threads" -ge 2 ]; then
    engine one "$scratch/model" bf16 full 1 30
    engine two "$scratch/model" bf16 full 2 30
    row "bf16 on two threads" "$(fact two documents_per_s)" docs/s "on one" "$(fact one documents_per_s)" 1.8
    peaks_compare
else
    echo "1 processor: how two threads scale was not measured"
fi

# ---- other shapes --------------------------------------------------------------------------------------------------
title "Other shapes: a few layers of full width, and the demo checkpoint's"
for shape in mha-7b llama-7b tiny; do
    model_write $shape
    goal=0.60 seconds=25
    [ $shape != tiny ] || goal='' seconds=5
    for precision in bf16 ${long:+f32}; do
        engine other "$scratch/model" "$precision" full "$threads" $seconds
        engine_rows other "$shape, $precision" "$precision" $goal
        [ $shape != tiny ] || profile other "$precision"
    done
done
rm -rf "$scratch/model"
