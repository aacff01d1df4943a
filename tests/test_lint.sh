# The picture of the house in DESIGN.md, enforced: who may include whom, who may print, how large a file may grow.
. tests/shell.sh

rooms="corpus infer detectors reports"

# Includes of project files, as "FILE:INCLUDED".
includes() { grep -HoE '^#include "[^"]+"' $(find audit $rooms -name '*.[ch]' -o -name '*.cc' | sort) | sed 's/:#include "/:/; s/"$//'; }

rooms_keep_apart() {
    bad=
    for room in $rooms; do
        bad="$bad$(includes | grep "^$room/" | grep -vE ":($room|audit/base)/")"
    done
    [ -z "$bad" ] || { echo "$bad"; false; }
}
cellar_knows_nobody() {
    bad=$(includes | grep '^audit/base/' | grep -v ':audit/base/')
    [ -z "$bad" ] || { echo "$bad"; false; }
}
roof_uses_public_headers() {
    bad=$(includes | grep '^audit/' | grep -vE ':(audit/|corpus/corpus\.h|infer/infer\.h|detectors/detectors\.h|reports/reports\.h)')
    [ -z "$bad" ] || { echo "$bad"; false; }
}
nobody_includes_tests() {
    bad=$(includes | grep ':tests/')
    [ -z "$bad" ] || { echo "$bad"; false; }
}
libraries_do_not_print_or_exit() {
    bad=$(grep -nE '\b(printf|puts|putchar|perror|exit|_exit|abort)\(|\b(stdout|stderr)\b' \
        $(find $rooms audit/base -name '*.[ch]' -o -name '*.cc') | grep -vE 'audit/base/mem\.c|buf_printf|arena_printf|snprintf|^[^:]*:[0-9]*: *(/\*|\*)')
    [ -z "$bad" ] || { echo "$bad"; false; }
}
file_names_are_unique() {
    bad=$(find audit $rooms -name '*.[ch]' -o -name '*.cc' | sed 's|.*/||' | sort | uniq -d)
    [ -z "$bad" ] || { echo "$bad"; false; }
}
files_stay_small() {
    bad=$(wc -l $(find audit $rooms tests -name '*.[ch]' -o -name '*.cc') | awk '$1 > 800 && $2 != "total"')
    [ -z "$bad" ] || { echo "$bad"; false; }
}
no_fast_math() {
    ! grep -nE -e '-ffast-math|-march=native' Makefile
}
one_language_but_one_file() {
    [ "$(find audit $rooms -name '*.cc' -o -name '*.cpp')" = detectors/cre2.cc ]
}

check "rooms include only themselves and the cellar" rooms_keep_apart
check "the cellar includes only itself" cellar_knows_nobody
check "the roof includes the rooms' public headers only" roof_uses_public_headers
check "nobody includes tests/" nobody_includes_tests
check "only the roof prints and exits" libraries_do_not_print_or_exit
check "file names are unique" file_names_are_unique
check "no file is longer than 800 lines" files_stay_small
check "no flags that change arithmetic" no_fast_math
check "the RE2 wrapper is the only C++" one_language_but_one_file
