/*
 * codes: the lists of codes that values are compared with, sorted; made from spec/gs1.json.
 */
#ifndef GS1_CODES_H
#define GS1_CODES_H

#include <stddef.h>

extern const char *const gs1_country_numbers[],
    *const gs1_country_letters[], *const gs1_currencies[], *const gs1_media_types[], *const gs1_package_types[];
extern const size_t gs1_country_numbers_count, gs1_country_letters_count, gs1_currencies_count, gs1_media_types_count,
    gs1_package_types_count;

#endif
