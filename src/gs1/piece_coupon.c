/*
 * piece_coupon: North American coupon codes (AI 8110 and 8112): a row of fields, most of them led by an indicator of their length.
 * (North American Coupon Application Guideline Using GS1 DataBar Expanded Symbols.)
 */
#include "gs1/piece.h"

#include "gs1/value.h"

struct coupon {
    const struct gs1_piece *piece;
    size_t at; /* how far it is read */
};

static bool wrong(const struct coupon *c, const char *what, const char *rule)
{
    return gs1_problem_set(c->piece->problem, GS1_RULE_COUPON, c->piece->number, c->piece->at + c->at,
                           "The coupon code of AI (%s) is wrong at character %zu: %s %s.", c->piece->number,
                           c->piece->at + c->at + 1, what, rule);
}

static size_t left(const struct coupon *c)
{
    return c->piece->text.len - c->at;
}

/* Pass over so many digits. */
static bool digits(struct coupon *c, size_t count, const char *what)
{
    if (left(c) < count)
        return wrong(c, what, "is cut off");
    c->at += count;
    return true;
}

/* One digit out of a few. */
static bool digit_of(struct coupon *c, const char *allowed, const char *what, const char *rule)
{
    if (left(c) < 1)
        return wrong(c, what, "is missing");
    if (!strchr(allowed, c->piece->text.ptr[c->at]))
        return wrong(c, what, rule);
    c->at++;
    return true;
}

/* A length indicator out of a few, and as many digits as it says plus some. */
static bool counted(struct coupon *c, const char *allowed, size_t plus, const char *what, const char *rule)
{
    return digit_of(c, allowed, what, rule) && digits(c, (size_t)(c->piece->text.ptr[c->at - 1] - '0') + plus, what);
}

/* "YYMMDD"; *ret is its number, which grows with time. */
static bool date(struct coupon *c, const char *what, unsigned *ret)
{
    struct str six = str_slice(c->piece->text, c->at, 6);
    struct gs1_date read;
    if (six.len < 6)
        return wrong(c, what, "is cut off");
    if (!gs1_date_read(six, c->piece->year, &read) || read.whole_month)
        return wrong(c, what, "is no date YYMMDD");
    *ret = gs1_piece_value(six, 0, 6);
    c->at += 6;
    return true;
}

static bool purchase(struct coupon *c, const char *what)
{
    return counted(c, "12345", 0, what, "has a requirement whose length indicator is not 1 to 5") &&
           digit_of(c, "012349", what, "has a requirement code that is not 0 to 4 or 9") && digits(c, 3, what);
}

static bool further_purchase(struct coupon *c, const char *what)
{
    if (!purchase(c, what))
        return false;
    if (left(c) > 0 && c->piece->text.ptr[c->at] == '9') /* the company prefix is that of the first purchase */
        return digits(c, 1, what);
    return counted(c, "0123456", 6, what, "has a company prefix whose length indicator is not 0 to 6 or 9");
}

struct dates {
    bool expires;
    unsigned expiry;
};

static bool start_date(struct coupon *c, const struct dates *d)
{
    size_t at = c->at;
    unsigned start = 0;
    if (!date(c, "the start date", &start))
        return false;
    if (!d->expires || d->expiry >= start)
        return true;
    c->at = at;
    return wrong(c, "the start date", "is behind the expiration date");
}

static bool save_value(struct coupon *c)
{
    return digit_of(c, "01256", "the save value code", "must be 0, 1, 2, 5 or 6") &&
           digit_of(c, "012", "what the save value applies to", "must be 0 to 2") &&
           digits(c, 1, "the store coupon flag") && digit_of(c, "01", "the don't-multiply flag", "must be 0 or 1");
}

static bool option(struct coupon *c, char field, struct dates *d)
{
    switch (field) {
    case '1':
        return digit_of(c, "0123", "the additional purchase rules code", "must be 0 to 3") &&
               further_purchase(c, "the second purchase");
    case '2':
        return further_purchase(c, "the third purchase");
    case '3':
        d->expires = true;
        return date(c, "the expiration date", &d->expiry);
    case '4':
        return start_date(c, d);
    case '5':
        return counted(c, "0123456789", 6, "the serial number", "has no length indicator");
    case '6':
        return counted(c, "1234567", 6, "the retailer's number", "has a length indicator that is not 1 to 7");
    default:
        return save_value(c);
    }
}

static bool all_digits(struct coupon *c)
{
    for (size_t i = 0; i < c->piece->text.len; i++) {
        if (!gs1_is_digit(c->piece->text.ptr[i])) {
            c->at = i;
            return wrong(c, "a coupon code", "has digits only");
        }
    }
    return true;
}

static bool optional_fields(struct coupon *c)
{
    static const char fields[] = "1234569";
    struct dates d = {0};
    for (const char *f = fields; *f; f++) {
        if (left(c) == 0 || c->piece->text.ptr[c->at] != *f)
            continue;
        c->at++;
        if (!option(c, *f, &d))
            return false;
    }
    return left(c) == 0 || wrong(c, "the optional fields", "are 1 to 6 and 9, in rising order");
}

bool gs1_piece_couponcode(const struct gs1_piece *p)
{
    struct coupon c = {p, 0};
    return all_digits(&c) &&
           counted(&c, "0123456", 6, "the company prefix", "has a length indicator that is not 0 to 6") &&
           digits(&c, 6, "the offer code") &&
           counted(&c, "12345", 0, "the save value", "has a length indicator that is not 1 to 5") &&
           purchase(&c, "the first purchase") && optional_fields(&c);
}

bool gs1_piece_couponposoffer(const struct gs1_piece *p)
{
    struct coupon c = {p, 0};
    return all_digits(&c) && digit_of(&c, "01", "the format code", "must be 0 or 1") &&
           counted(&c, "0123456", 6, "the funder's number", "has a length indicator that is not 0 to 6") &&
           digits(&c, 6, "the offer code") &&
           counted(&c, "0123456789", 6, "the serial number", "has no length indicator") &&
           (left(&c) == 0 || wrong(&c, "the code", "is too long"));
}
