/*
 * numbers: the numbers that things bear: serials, GS1 keys, IMEI, MAC addresses. The GS1 keys begin with 952, which is kept for
 * examples; IMEIs with 00, which no phone has; MAC addresses are of those that nobody owns.
 */
#ifndef DEMO_NUMBERS_H
#define DEMO_NUMBERS_H

#include "base/arena.h"

struct str demo_gtin(struct arena *a, int n); /* 13 digits */
struct str demo_gln(struct arena *a, int n);
struct str demo_sscc(struct arena *a, int64_t n);
struct str demo_imei(struct arena *a, int product, int64_t n);
struct str demo_mac(struct arena *a, int product, int64_t n);
/* The form with n in the place of its digits (#). */
struct str demo_serial(struct arena *a, const char *form, int64_t n);

#endif
