# rote: `make` builds build/rote; `make demo` audits the demo checkpoint; `make test` builds and runs the tests.
# Each installs what is missing first. `make asan` and `make tsan` run the tests under the sanitizers.
#
# BUILD=DIR and SANITIZE=LIST build another variant beside the first.

BUILD ?= build
SANITIZE ?=
CC = gcc
CXX = g++
PACKAGES = libzstd zlib liblzma liblz4 libisal libbrotlidec libarchive re2 jansson yaml-0.1 libxxhash libcrypto

# A cre2 installed by the system takes the place of detectors/cre2.cc.
SYSTEM_CRE2 = $(shell pkg-config --exists cre2 2>/dev/null && echo cre2)

OPTIMIZE = -O2
SANITIZE_FLAGS = $(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-omit-frame-pointer)
WARNINGS = -Wall -Wextra -Wshadow -Wvla -Wpointer-arith -Wno-psabi
# -ffp-contract=off: a*b+c is two roundings unless the code says fma, so that every kernel twin gives the same bits.
COMMON = $(OPTIMIZE) -g $(WARNINGS) -I. -pthread -ffp-contract=off $(SANITIZE_FLAGS) -MMD -MP
CFLAGS_ALL = -std=c11 -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE -D_FILE_OFFSET_BITS=64 -Wstrict-prototypes \
             -Wmissing-prototypes $(COMMON) $(shell pkg-config --cflags $(PACKAGES) $(SYSTEM_CRE2)) \
             $(if $(SYSTEM_CRE2),-DROTE_SYSTEM_CRE2) $(CFLAGS)
CXXFLAGS_ALL = -std=c++17 $(COMMON) $(shell pkg-config --cflags re2) $(CXXFLAGS)
LIBS = $(shell pkg-config --libs $(SYSTEM_CRE2) $(PACKAGES)) -lbz2 -lm -lstdc++

ROOMS = audit audit/base corpus corpus/parquet infer infer/checkpoint infer/kernels infer/tokenizer detectors \
        detectors/catalogue detectors/ids reports
C_SOURCES = $(sort $(foreach room,$(ROOMS),$(wildcard $(room)/*.c)))
CXX_SOURCES = $(if $(SYSTEM_CRE2),$(filter-out detectors/cre2.cc,$(wildcard detectors/*.cc)),$(wildcard detectors/*.cc))
OBJECTS = $(C_SOURCES:%.c=$(BUILD)/obj/%.o) $(CXX_SOURCES:%.cc=$(BUILD)/obj/%.o)
LIBRARY = $(BUILD)/librote.a

TEST_PROGRAMS = $(patsubst tests/%.c,$(BUILD)/tests/%,$(sort $(wildcard tests/test_*.c)))
FUZZ_TARGETS = $(patsubst tests/fuzz/%.c,$(BUILD)/fuzz/%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))

.PHONY: all demo test bench asan tsan fuzz fuzz-run install format clean
.DELETE_ON_ERROR:

all: $(BUILD)/rote

# ---- what must be installed ---------------------------------------------------------------------------------------
build/deps.stamp: debian-packages.txt install-deps
	./install-deps debian-packages.txt
	@mkdir -p build && touch $@

# ---- the program --------------------------------------------------------------------------------------------------
$(BUILD)/obj/%.o: %.c | build/deps.stamp
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) -c $< -o $@

$(BUILD)/obj/%.o: %.cc | build/deps.stamp
	@mkdir -p $(@D)
	$(CXX) $(CXXFLAGS_ALL) -c $< -o $@

$(LIBRARY): $(filter-out $(BUILD)/obj/audit/main.o,$(OBJECTS))
	@rm -f $@
	ar rcs $@ $^

$(BUILD)/rote: $(BUILD)/obj/audit/main.o $(LIBRARY)
	$(CC) -pthread $(SANITIZE_FLAGS) $^ $(LIBS) -o $@

# ---- the demo -----------------------------------------------------------------------------------------------------
demo: $(BUILD)/rote
	BUILD=$(BUILD) tests/demo/run

# ---- tests --------------------------------------------------------------------------------------------------------
$(BUILD)/tests/%: $(BUILD)/obj/tests/%.o $(LIBRARY)
	@mkdir -p $(@D)
	$(CC) -pthread $(SANITIZE_FLAGS) $^ $(LIBS) $(shell pkg-config --libs cmocka) -o $@

# A fuzz target is one function, LLVMFuzzerTestOneInput; the replay driver feeds it files, libFuzzer invents them.
FUZZ_DRIVER = $(BUILD)/obj/tests/fuzz/replay.o
$(BUILD)/fuzz/%: $(BUILD)/obj/tests/fuzz/%.o $(FUZZ_DRIVER) $(LIBRARY)
	@mkdir -p $(@D)
	$(CC) -pthread $(SANITIZE_FLAGS) $(LIBFUZZER) $^ $(LIBS) -o $@

test: $(BUILD)/rote $(TEST_PROGRAMS) $(FUZZ_TARGETS)
	BUILD=$(BUILD) tests/run-tests $(TEST_PROGRAMS) $(wildcard tests/test_*.sh) $(FUZZ_TARGETS)

asan:
	$(MAKE) BUILD=build/asan SANITIZE=address,undefined OPTIMIZE=-O1 test

tsan:
	TSAN_OPTIONS="suppressions=$(CURDIR)/tests/tsan.supp $$TSAN_OPTIONS" \
	    $(MAKE) BUILD=build/tsan SANITIZE=thread test

# Each target for SECONDS under libFuzzer (needs clang); what it finds belongs into tests/fuzz/seeds.
SECONDS = 60
fuzz:
	$(MAKE) BUILD=build/libfuzzer CC=clang CXX=clang++ SANITIZE=address,undefined,fuzzer-no-link \
	    FUZZ_DRIVER= LIBFUZZER=-fsanitize=fuzzer fuzz-run

fuzz-run: $(FUZZ_TARGETS)
	for target in $(FUZZ_TARGETS); do \
	    corpus=$(BUILD)/corpus/$$(basename $$target) && mkdir -p $$corpus && \
	    $$target -max_total_time=$(SECONDS) -timeout=10 -artifact_prefix=$$corpus/ $$corpus \
	        tests/fuzz/seeds/$$(basename $$target | sed s/fuzz_//) || exit 1; \
	done

# Speed and memory as ratios to what the same run measures of the machine; LONG=1 takes more documents and shapes,
# PART="engine corpus detectors tokenizers" only some of it. The engine takes most of the time, and writes 5 GB under
# TMPDIR for its while. OpenBLAS and Hyperscan are references here and nowhere else.
BENCHES = spend peaks bigcheckpoint bench_tokenizer bench_gemm bench_sgemm bench_engine bench_jsonl \
          bench_parquet bench_corpus bench_detectors bench_hyperscan
bench: $(BUILD)/rote $(BENCHES:%=$(BUILD)/tests/bench/%)
	BUILD=$(BUILD) tests/bench/run $(if $(LONG),--long) $(PART)

build/bench-deps.stamp: tests/bench/debian-packages.txt install-deps
	./install-deps tests/bench/debian-packages.txt
	@mkdir -p build && touch $@

$(BUILD)/obj/tests/bench/bench_sgemm.o: COMMON += $(shell pkg-config --cflags openblas)
$(BUILD)/obj/tests/bench/bench_sgemm.o: | build/bench-deps.stamp
$(BUILD)/tests/bench/bench_sgemm: LIBS += $(shell pkg-config --libs openblas)

# Hyperscan is the reference of the detectors.
$(BUILD)/obj/tests/bench/bench_hyperscan.o: COMMON += $(shell pkg-config --cflags libhs)
$(BUILD)/obj/tests/bench/bench_hyperscan.o: | build/bench-deps.stamp
$(BUILD)/tests/bench/bench_hyperscan: LIBS += $(shell pkg-config --libs libhs)

PREFIX = /usr/local
install: $(BUILD)/rote
	install -D -m 755 $(BUILD)/rote $(DESTDIR)$(PREFIX)/bin/rote
	install -D -m 644 audit/rote.1 $(DESTDIR)$(PREFIX)/share/man/man1/rote.1

format:
	clang-format -i $$(git ls-files '*.c' '*.h' '*.cc')

clean:
	rm -rf build

.SECONDARY:
-include $(OBJECTS:.o=.d) $(wildcard $(BUILD)/obj/tests/*.d $(BUILD)/obj/tests/fuzz/*.d $(BUILD)/obj/tests/bench/*.d)
