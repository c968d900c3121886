/*
 * fuzz: what every target shares. Not for tests: these are programs that libFuzzer or replay.c drives.
 */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* One input; always 0. A fault shows as a crash: an assert, or what the sanitizers find. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
