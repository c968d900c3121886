#include "demo/numbers.h"

#include "gs1/check.h"

#define COMPANY_PREFIX "9520017"

static struct str with_check_digit(struct arena *a, struct str digits)
{
    return arena_fmt(a, "%.*s%c", STR_ARG(digits), gs1_check_digit(digits));
}

struct str demo_gtin(struct arena *a, int n)
{
    return with_check_digit(a, arena_fmt(a, COMPANY_PREFIX "%05d", n));
}

struct str demo_gln(struct arena *a, int n)
{
    return with_check_digit(a, arena_fmt(a, COMPANY_PREFIX "9%04d", n));
}

struct str demo_sscc(struct arena *a, int64_t n)
{
    return with_check_digit(a, arena_fmt(a, "3" COMPANY_PREFIX "%09lld", (long long)n));
}

struct str demo_imei(struct arena *a, int product, int64_t n)
{
    struct str digits = arena_fmt(a, "00%02d1017%06lld", product, (long long)n);
    int sum = 0;
    for (size_t i = 0; i < digits.len; i++) {
        int v = (digits.ptr[i] - '0') * (i % 2 ? 2 : 1);
        sum += v > 9 ? v - 9 : v;
    }
    return arena_fmt(a, "%.*s%d", STR_ARG(digits), (10 - sum % 10) % 10);
}

struct str demo_mac(struct arena *a, int product, int64_t n)
{
    unsigned v = (unsigned)n & 0xFFFFFFu;
    return arena_fmt(a, "02:5E:%02X:%02X:%02X:%02X", 0x10u + (unsigned)product, v >> 16, v >> 8 & 0xFFu, v & 0xFFu);
}

struct str demo_serial(struct arena *a, const char *form, int64_t n)
{
    struct str s = str_of(form);
    char *out = arena_cstr(a, s);
    for (size_t i = s.len; out && i-- > 0;) {
        if (out[i] != '#')
            continue;
        out[i] = (char)('0' + n % 10);
        n /= 10;
    }
    return (struct str){out, out ? s.len : 0};
}
