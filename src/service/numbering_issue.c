/*
 * numbering_issue: numbers are asked for, made, and allocated. Idempotent for ever: what was issued is remembered by the command's id.
 *
 * Nobody is given a number twice: who takes a counter keeps it until the transaction ends, and where others write too it is a row lock
 * (docs/internals/decisions/0020-numbers-are-allocated.md).
 */
#include <assert.h>

#include "base/hash.h"
#include "base/limits.h"
#include "domain/valid.h"
#include "service/authorise.h"
#include "service/numbering_work.h"
#include "service/project.h"
#include "store/location.h"
#include "store/party.h"
#include "store/product.h"

/* ---- form ---- */

static void digest_of(struct numbering_work *w)
{
    const struct numbering_ask *k = &w->ask;
    const struct str texts[] = {k->scheme, k->product,   k->site,  k->lot,     k->order,
                                k->note,   k->pool_name, k->party, k->location};
    const int64_t numbers[] = {k->count, k->has_time ? k->time.at : 0, k->has_time ? k->time.offset_min : 0,
                               k->expires_at, k->pooled};
    struct hash_stream s;
    hash_begin(&s);
    hash_more(&s, "numbers", 7);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        uint64_t len = texts[i].len;
        hash_more(&s, &len, sizeof len);
        if (texts[i].len)
            hash_more(&s, texts[i].ptr, texts[i].len);
    }
    hash_more(&s, numbers, sizeof numbers);
    struct hash h = hash_end(&s);
    memcpy(w->digest, h.bytes, sizeof w->digest);
}

/* What a command of the life cycle says besides its units is judged as one. */
static bool command_form(struct ctx *ctx, const struct numbering_ask *k)
{
    struct command_row row = {.row = 1, .ref = {.product = k->product, .serial = STR("1")}};
    struct command c = {.id = k->id,
                        .code = COMMAND_ALLOCATE,
                        .time = k->time,
                        .has_time = k->has_time,
                        .note = k->note,
                        .shared = {.order = k->order, .lot = k->lot},
                        .rows = &row,
                        .row_count = 1};
    return command_valid(ctx->arena, &c, ctx->now, &ctx->refusal);
}

static bool pool_form(struct ctx *ctx, const struct numbering_ask *k)
{
    if (!k->pooled)
        return true;
    if (str_empty(k->product))
        return ctx_refuse(ctx, REFUSED_MISSING_FIELD, "product", "a pool holds numbers of units: name their product");
    if (k->expires_at && k->expires_at <= ctx->now)
        return ctx_refuse(ctx, REFUSED_BAD_TIME, "expires_at", "the pool would have expired already");
    return valid_text(ctx->arena, k->pool_name, "name", LIMIT_NAME_CHARS, VALID_NEEDED, &ctx->refusal) &&
           valid_date(ctx->arena, k->expires_at, "expires_at", &ctx->refusal);
}

static bool form(struct ctx *ctx, const struct numbering_ask *k)
{
    if (str_empty(k->product) && str_empty(k->scheme))
        return ctx_refuse(ctx, REFUSED_MISSING_FIELD, "scheme",
                          "name a product that has a numbering scheme, or the scheme");
    if (k->count < 1)
        return ctx_refuse(ctx, REFUSED_BAD_VALUE, "count", "ask for 1 number at least");
    if (k->count > LIMIT_BULK_UNITS)
        return ctx_refuse(ctx, REFUSED_TOO_MANY, "count", "at most %d numbers at once; ask again for the rest",
                          LIMIT_BULK_UNITS);
    return (str_empty(k->product) || command_form(ctx, k)) && pool_form(ctx, k);
}

struct numbering_work *service_numbers_prepare(struct ctx *ctx, const struct numbering_ask *ask)
{
    if (!service_authorise_command(ctx, COMMAND_ALLOCATE) || !form(ctx, ask))
        return NULL;
    struct numbering_work *w = ARENA_NEW(ctx->arena, struct numbering_work);
    if (!w) {
        ctx_check(ctx, DB_FAILED);
        return NULL;
    }
    w->ask = *ask;
    digest_of(w);
    return w;
}

/* ---- looking up ---- */

static bool find_product(struct numbering_work *w)
{
    struct ctx *ctx = w->ctx;
    w->product = NULL;
    if (str_empty(w->ask.product))
        return true;
    struct product *own = w->ledger ? NULL : ARENA_NEW(ctx->arena, struct product);
    enum db_result r = w->ledger ? masters_product_by_sku(w->ledger->masters, ctx->db, w->ask.product, &w->product)
                                 : store_product_by_sku(ctx->db, ctx->arena, w->ask.product, own);
    if (r == DB_DONE)
        return ctx_refuse(ctx, REFUSED_UNKNOWN_PRODUCT, "product", "there is no product '%.*s'",
                          STR_ARG(w->ask.product));
    if (!w->ledger)
        w->product = own;
    return ctx_check(ctx, r);
}

static bool find_scheme(struct numbering_work *w)
{
    struct ctx *ctx = w->ctx;
    assert(w->product || w->ask.scheme.len); /* the form was checked */
    if (str_empty(w->ask.scheme) && !w->product->scheme_id)
        return ctx_refuse(ctx, REFUSED_UNKNOWN_SCHEME, "scheme",
                          "product %.*s has no numbering scheme; name one, or set the product's",
                          STR_ARG(w->product->sku));
    enum db_result r = w->ask.scheme.len
                           ? store_numbering_scheme_by_code(ctx->db, ctx->arena, w->ask.scheme, &w->scheme)
                           : store_numbering_scheme_by_id(ctx->db, ctx->arena, w->product->scheme_id, &w->scheme);
    if (r == DB_DONE)
        return ctx_refuse(ctx, REFUSED_UNKNOWN_SCHEME, "scheme", "there is no numbering scheme '%.*s'",
                          STR_ARG(w->ask.scheme));
    return ctx_check(ctx, r);
}

/* The scheme makes numbers of what is asked for, and still does. */
static bool scheme_fits(struct numbering_work *w)
{
    struct ctx *ctx = w->ctx;
    const struct numbering_scheme *s = &w->scheme;
    if (!s->active)
        return ctx_refuse(ctx, REFUSED_BAD_VALUE, "scheme", "numbering scheme %.*s is closed", STR_ARG(s->code));
    if (s->kind == NUMBERING_UNIT && !w->product)
        return ctx_refuse(ctx, REFUSED_MISSING_FIELD, "product",
                          "scheme %.*s makes numbers of units: name their product", STR_ARG(s->code));
    if (s->kind == NUMBERING_PACKAGE && w->product)
        return ctx_refuse(ctx, REFUSED_BAD_VALUE, "product",
                          "scheme %.*s makes numbers of packages, which are of no product", STR_ARG(s->code));
    return true;
}

static bool find_location(struct numbering_work *w, struct str code, const char *field, struct location *ret)
{
    enum db_result r = store_location_by_code(w->ctx->db, w->ctx->arena, code, ret);
    if (r == DB_DONE)
        return ctx_refuse(w->ctx, REFUSED_UNKNOWN_LOCATION, field, "there is no location '%.*s'", STR_ARG(code));
    return ctx_check(w->ctx, r);
}

static bool find_site(struct numbering_work *w)
{
    struct location site;
    if (str_empty(w->ask.site))
        return true;
    if (!find_location(w, w->ask.site, "site", &site))
        return false;
    return site.kind == LOCATION_SITE ||
           ctx_refuse(w->ctx, REFUSED_BAD_VALUE, "site", "location %.*s is no site but a %s", STR_ARG(site.code),
                      location_kind_names[site.kind]);
}

static bool find_holder(struct numbering_work *w)
{
    struct location place;
    struct party party;
    w->party_id = w->location_id = 0;
    if (w->ask.location.len && !find_location(w, w->ask.location, "location", &place))
        return false;
    if (w->ask.location.len)
        w->location_id = place.id;
    if (str_empty(w->ask.party))
        return true;
    enum db_result r = store_party_by_code(w->ctx->db, w->ctx->arena, w->ask.party, &party);
    if (r == DB_DONE)
        return ctx_refuse(w->ctx, REFUSED_UNKNOWN_PARTY, "party", "there is no party '%.*s'", STR_ARG(w->ask.party));
    w->party_id = r == DB_ROW ? party.id : 0;
    return ctx_check(w->ctx, r);
}

static struct numbering_facts facts_of(const struct numbering_work *w)
{
    return (struct numbering_facts){.sku = w->product ? w->product->sku : (struct str){0},
                                    .site = w->ask.site,
                                    .lot = w->ask.lot,
                                    .time = w->ask.has_time ? w->ask.time : (struct time_zoned){w->ctx->now, 0}};
}

/* The id was used for numbers before; *ret_known. */
static bool known(struct numbering_work *w, bool *ret_known)
{
    struct numbering_issue issue;
    enum db_result r = store_numbering_issue_by_id(w->ctx->db, w->ctx->arena, w->ask.id, &issue);
    *ret_known = r == DB_ROW;
    if (r == DB_ROW && memcmp(issue.digest, w->digest, sizeof issue.digest) != 0)
        return ctx_refuse(w->ctx, REFUSED_ID_REUSED, "id", "the id was used for other numbers");
    if (r == DB_ROW && w->answer)
        *w->answer = (struct numbering_answer){.issue = issue, .replayed = true};
    return ctx_check(w->ctx, r);
}

/* Take the counter and make the numbers, unless it was done before. */
static bool make(struct numbering_work *w, bool *ret_known)
{
    struct ctx *ctx = w->ctx;
    struct numbering_facts facts;
    if (!known(w, ret_known) || *ret_known)
        return *ret_known && !refused(&ctx->refusal) && ctx->failure == DB_OK;
    if (!find_product(w) || !find_scheme(w) || !scheme_fits(w) || !find_site(w) || !find_holder(w))
        return false;
    facts = facts_of(w);
    if (!numbering_prepare(ctx->arena, &w->scheme, &facts, &w->maker, &ctx->refusal))
        return false;
    w->period = numbering_period(ctx->arena, &w->scheme, &facts);
    if (!ctx_check(ctx, store_numbering_counter(ctx->db, w->scheme.id, w->period, w->scheme.first, true, &w->counter)))
        return false;
    if (db_far(ctx->db) && (!known(w, ret_known) || *ret_known)) /* by who had the counter until now */
        return *ret_known && !refused(&ctx->refusal) && ctx->failure == DB_OK;
    return numbering_draw(w);
}

/* ---- as a command ---- */

static void frame_command(struct numbering_work *w)
{
    const struct numbering_ask *k = &w->ask;
    w->command = (struct command){.id = k->id,
                                  .code = COMMAND_ALLOCATE,
                                  .time = k->time,
                                  .has_time = k->has_time,
                                  .shared = {.party = k->party, .order = k->order, .lot = k->lot},
                                  .note = k->note,
                                  .fresh = true,
                                  .prepared = true};
    memcpy(w->command.digest, w->digest, sizeof w->digest);
}

static bool fill_command(struct numbering_work *w)
{
    size_t n = (size_t)w->ask.count;
    frame_command(w);
    if (!w->rows)
        w->rows = ARENA_ARRAY(w->ctx->arena, n, struct command_row);
    if (!w->rows)
        return ctx_check(w->ctx, DB_FAILED);
    for (size_t i = 0; i < n; i++)
        w->rows[i] =
            (struct command_row){.row = (int)i + 1, .ref = {.product = w->product->sku, .serial = w->numbers[i]}};
    w->command.rows = w->rows;
    w->command.row_count = n;
    return true;
}

/* ---- the first answer again ---- */

/* Serials as the events of the command named them: some may have been renumbered since. */
static bool read_events(struct numbering_work *w)
{
    struct numbering_answer *answer = w->answer;
    struct ctx *ctx = w->ctx;
    int64_t n = 0;
    for (size_t i = 0; i < w->result.event_count; i++) {
        struct event_row row;
        struct event e;
        const char *why;
        enum db_result r = store_event_by_seq(ctx->db, ctx->arena, w->result.events[i].seq, &row);
        if (r != DB_ROW || !event_read(ctx->arena, row.body, &e, &why))
            return ctx_check(ctx, r == DB_ROW || r == DB_DONE ? DB_CORRUPT : r);
        for (size_t k = 0; k < e.unit_count && n < answer->issue.quantity; k++)
            answer->numbers[n++] = e.units[k].serial;
    }
    return n == answer->issue.quantity || ctx_check(ctx, DB_CORRUPT);
}

static bool read_packages(struct numbering_work *w)
{
    struct numbering_answer *answer = w->answer;
    struct issued_number *rows;
    size_t count;
    if (!ctx_check(w->ctx, store_issued_numbers(w->ctx->db, w->ctx->arena, &answer->issue, 0,
                                                (int)answer->issue.quantity, &rows, &count)))
        return false;
    for (size_t i = 0; i < count; i++)
        answer->numbers[i] = rows[i].number;
    return (int64_t)count == answer->issue.quantity || ctx_check(w->ctx, DB_CORRUPT);
}

static bool replay(struct numbering_work *w)
{
    struct ctx *ctx = w->ctx;
    struct work *none;
    w->answer->numbers = ARENA_ARRAY(ctx->arena, (size_t)w->answer->issue.quantity, struct str);
    if (!w->answer->numbers)
        return ctx_check(ctx, DB_FAILED);
    if (!w->answer->issue.first_unit)
        return read_packages(w);
    frame_command(w);
    return service_command_decide(ctx, w->ledger, &w->command, &w->result, &none) && read_events(w);
}

/* ---- deciding and writing ---- */

bool service_numbers_foresee(struct numbering_work *w, struct ctx *ctx, struct ledger *ledger)
{
    bool is_known;
    w->ctx = ctx;
    w->ledger = ledger;
    w->answer = NULL;
    w->made = make(w, &is_known) && !is_known;
    if (!w->made && !refused(&ctx->refusal))
        return ctx->failure == DB_OK;
    ctx->refusal = (struct refusal){0}; /* deciding will say it */
    return !w->made || !w->product || (fill_command(w) && service_command_foresee(ctx, ledger, &w->command));
}

static bool decide_units(struct numbering_work *w, bool *ret_writes)
{
    if (!fill_command(w) || !service_command_decide(w->ctx, w->ledger, &w->command, &w->result, &w->work))
        return false;
    *ret_writes = w->work != NULL;
    bool is_known;
    return *ret_writes || (known(w, &is_known) && replay(w)); /* by another writer, meanwhile */
}

bool service_numbers_decide(struct numbering_work *w, struct ctx *ctx, struct ledger *ledger,
                            struct numbering_answer *ret, bool *ret_writes)
{
    bool is_known = false, made = w->made;
    w->ctx = ctx;
    w->ledger = ledger;
    w->answer = ret;
    w->work = NULL;
    w->made = false; /* once: what is done again is made anew */
    *ret = (struct numbering_answer){.replayed = false};
    *ret_writes = false;
    if (!made && !make(w, &is_known))
        return false;
    if (is_known)
        return replay(w);
    foresight_touch(ledger->foresight, TOUCHED_COUNTER, w->scheme.id, w->period);
    *ret_writes = true;
    return !w->product || decide_units(w, ret_writes);
}

void service_numbers_need(const struct numbering_work *w, struct ledger_numbers *ret)
{
    *ret = (struct ledger_numbers){0};
    if (w->work)
        service_command_numbers(w->work, ret);
}

static bool write_packages(struct numbering_work *w)
{
    for (size_t i = 0; i < (size_t)w->ask.count; i++)
        if (!ctx_check(w->ctx, store_package_number_insert(w->ctx->db, w->ask.id, w->numbers[i], (int64_t)i)))
            return false;
    return true;
}

static bool write_pool(struct numbering_work *w)
{
    struct number_pool pool = {.id = w->ask.id,
                               .name = w->ask.pool_name,
                               .party_id = w->party_id,
                               .location_id = w->location_id,
                               .expires_at = w->ask.expires_at};
    return !w->ask.pooled || ctx_check(w->ctx, store_number_pool_insert(w->ctx->db, &pool));
}

bool service_numbers_write(struct numbering_work *w)
{
    struct ctx *ctx = w->ctx;
    struct numbering_issue issue = {.id = w->ask.id,
                                    .scheme_id = w->scheme.id,
                                    .product_id = w->product ? w->product->id : 0,
                                    .user_id = ctx->actor.id,
                                    .scheme = w->scheme.code,
                                    .product = w->product ? w->product->sku : (struct str){0},
                                    .user = ctx->actor.name,
                                    .kind = w->scheme.kind,
                                    .period = w->period,
                                    .quantity = w->ask.count,
                                    .skipped = w->skipped,
                                    .first_unit =
                                        w->product ? w->ledger->last_unit_id + 1 : 0, /* all are new, so they follow */
                                    .issued_at = ctx->now,
                                    .pool = w->ask.pool_name};
    memcpy(issue.digest, w->digest, sizeof issue.digest);
    if (w->work && !service_command_write(w->work))
        return false;
    if (!ctx_check(ctx, store_numbering_counter_put(ctx->db, w->scheme.id, w->period, &w->counter)) ||
        !ctx_check(ctx, store_numbering_issue_insert(ctx->db, &issue)) || !write_pool(w) ||
        (!w->product && !write_packages(w)))
        return false;
    *w->answer = (struct numbering_answer){.issue = issue, .numbers = w->numbers};
    return true;
}

bool service_numbers(struct ctx *ctx, struct ledger *ledger, const struct numbering_ask *ask,
                     struct numbering_answer *ret)
{
    struct ledger_numbers need;
    bool writes;
    struct numbering_work *w = service_numbers_prepare(ctx, ask);
    if (!w)
        return false;
    if (ledger->far) {
        foresight_clear(ledger->foresight);
        foresight_begin(ledger->foresight, true);
        if (!service_numbers_foresee(w, ctx, ledger) || !ctx_check(ctx, foresight_load(ledger->foresight, ctx->db)))
            return false;
    }
    if (!service_numbers_decide(w, ctx, ledger, ret, &writes) || !writes)
        return !writes && !refused(&ctx->refusal) && ctx->failure == DB_OK;
    service_numbers_need(w, &need);
    return (!w->work || ledger_number(ctx, ledger, &need, ctx->now)) && service_numbers_write(w) &&
           (!ledger->pending || project_units(ctx, ledger->pending));
}

/* ---- without taking ---- */

static void fill_with_examples(struct numbering_facts *f)
{
    if (str_empty(f->sku))
        f->sku = STR("SKU");
    if (str_empty(f->site))
        f->site = STR("SITE");
    if (str_empty(f->lot))
        f->lot = STR("LOT");
}

bool service_numbers_preview(struct ctx *ctx, const struct numbering_scheme *scheme, const struct numbering_ask *ask,
                             struct numbering_answer *ret)
{
    struct numbering_work *w = ARENA_NEW(ctx->arena, struct numbering_work);
    if (!w)
        return ctx_check(ctx, DB_FAILED);
    w->ctx = ctx;
    w->ask = *ask;
    if (!scheme && str_empty(ask->scheme) && str_empty(ask->product))
        return ctx_refuse(ctx, REFUSED_MISSING_FIELD, "pattern",
                          "name a scheme or a product, or give a pattern to try");
    if (scheme && !numbering_scheme_valid(ctx->arena, scheme, &ctx->refusal))
        return false;
    if (!find_product(w) || (!scheme && !find_scheme(w)) || !find_site(w))
        return false;
    if (scheme)
        w->scheme = *scheme;
    struct numbering_facts facts = facts_of(w);
    fill_with_examples(&facts);
    if (!numbering_prepare(ctx->arena, &w->scheme, &facts, &w->maker, &ctx->refusal))
        return false;
    w->period = numbering_period(ctx->arena, &w->scheme, &facts);
    if (!ctx_check(ctx,
                   store_numbering_counter(ctx->db, w->scheme.id, w->period, w->scheme.first, false, &w->counter)) ||
        !numbering_draw(w))
        return false;
    ret->issue = (struct numbering_issue){.scheme = w->scheme.code,
                                          .product = ask->product,
                                          .period = w->period,
                                          .quantity = ask->count,
                                          .skipped = w->skipped,
                                          .kind = w->scheme.kind};
    ret->numbers = w->numbers;
    return true;
}
