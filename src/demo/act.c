#include "demo/act.h"

#include "demo/numbers.h"
#include "demo/things.h"

enum { RECORDED_MS_MAX = 2000, PAUSE_MS_MIN = 3000, PAUSE_MS_MAX = 20000 };

/* Who usually gives a command; others who may help out when nobody of theirs is at the site. */
static unsigned usual_role(enum command_code code)
{
    const uint64_t managers = COMMAND_BIT(COMMAND_VOID) | COMMAND_BIT(COMMAND_HOLD) |
                              COMMAND_BIT(COMMAND_RELEASE_HOLD) | COMMAND_BIT(COMMAND_SCRAP) |
                              COMMAND_BIT(COMMAND_CORRECT) | COMMAND_BIT(COMMAND_ALLOCATE);
    const uint64_t support =
        COMMAND_BIT(COMMAND_REGISTER) | COMMAND_BIT(COMMAND_TRANSFER_OWNERSHIP) | COMMAND_BIT(COMMAND_CLAIM) |
        COMMAND_BIT(COMMAND_CHECK_OUT) | COMMAND_BIT(COMMAND_CHECK_IN) | COMMAND_BIT(COMMAND_REPORT_STOLEN) |
        COMMAND_BIT(COMMAND_RECOVER) | COMMAND_BIT(COMMAND_START_REPAIR) | COMMAND_BIT(COMMAND_FINISH_REPAIR) |
        COMMAND_BIT(COMMAND_REMOVE) | COMMAND_BIT(COMMAND_RESERVE);
    const uint64_t counting = COMMAND_BIT(COMMAND_COUNT_SEEN) | COMMAND_BIT(COMMAND_COUNT_NOT_SEEN);
    if (managers & COMMAND_BIT(code))
        return ROLE_BIT(ROLE_MANAGER);
    if (support & COMMAND_BIT(code))
        return ROLE_BIT(ROLE_SUPPORT);
    return counting & COMMAND_BIT(code) ? ROLE_BIT(ROLE_AUDITOR) : ROLE_BIT(ROLE_OPERATOR);
}

/* Technicians repair, clerks do the rest of what support may. */
static bool fits(const struct demo_user *u, enum command_code code, enum demo_site site)
{
    const uint64_t hands =
        COMMAND_BIT(COMMAND_START_REPAIR) | COMMAND_BIT(COMMAND_FINISH_REPAIR) | COMMAND_BIT(COMMAND_REMOVE);
    bool technician = (u->roles & ROLE_BIT(ROLE_OPERATOR)) != 0;
    if (!(u->roles & usual_role(code)) || !(u->sites & 1u << site))
        return false;
    return usual_role(code) != ROLE_BIT(ROLE_SUPPORT) || !(hands & COMMAND_BIT(code)) || technician;
}

/* Who began goes on, if they may. */
static int somebody(struct story *s, enum command_code code, enum demo_site site)
{
    int fit[DEMO_USERS], n = 0;
    if (s->hand >= 0 && lifecycle_role_may(code, demo_users[s->hand].roles) && (demo_users[s->hand].sites & 1u << site))
        return s->hand;
    for (int i = 0; i < DEMO_USERS; i++)
        if (fits(&demo_users[i], code, site))
            fit[n++] = i;
    for (int i = 0; n == 0 && i < DEMO_USERS; i++)
        if ((demo_users[i].roles & usual_role(code)) && i != DEMO_COURIER)
            fit[n++] = i;
    return fit[demo_random_below(&s->random, n)];
}

/* ---- filling in ---- */

/* As clients make them: time first, so that they come in order; the rest from the seed. */
static struct id next_id(struct story *s)
{
    struct id id;
    uint64_t a = demo_random_next(&s->random), b = demo_random_next(&s->random);
    for (int i = 0; i < 6; i++)
        id.bytes[i] = (unsigned char)(s->now >> (40 - 8 * i));
    memcpy(id.bytes + 6, &a, 2);
    memcpy(id.bytes + 8, &b, 8);
    id.bytes[6] = (unsigned char)(0x70 | (id.bytes[6] & 0x0F));
    id.bytes[8] = (unsigned char)(0x80 | (id.bytes[8] & 0x3F));
    return id;
}

static struct command *new_command(struct story *s, enum command_code code, int rows)
{
    struct command *c = ARENA_NEW(s->scratch, struct command);
    *c = (struct command){.id = next_id(s), .code = code, .time = {s->now, demo_zone(s->now)}, .has_time = true};
    c->rows = ARENA_ARRAY(s->scratch, (size_t)rows + 1, struct command_row);
    c->row_count = (size_t)rows;
    for (int i = 0; i < rows; i++)
        c->rows[i].row = i + 1;
    return c;
}

struct command *demo_act(struct story *s, enum command_code code, struct items items)
{
    struct command *c = new_command(s, code, items.count);
    for (int i = 0; i < items.count; i++)
        c->rows[i].ref = (struct unit_ref){.product = str_of(demo_products[items.at[i]->product].sku),
                                           .serial = items.at[i]->serial};
    c->single = items.count == 1;
    return c;
}

struct command *demo_act_packages(struct story *s, enum command_code code, const struct str *packages, int count)
{
    struct command *c = new_command(s, code, count);
    for (int i = 0; i < count; i++)
        c->rows[i].package = packages[i];
    return c;
}

struct command_fields *demo_own(struct story *s, struct command *c, int row)
{
    if (!c->rows[row].own)
        c->rows[row].own = ARENA_NEW(s->scratch, struct command_fields);
    return (struct command_fields *)c->rows[row].own;
}

void demo_to_bins(struct story *s, struct command *c, struct items items, enum demo_site site)
{
    for (int i = 0; i < items.count; i++)
        demo_own(s, c, i)->location = demo_bin_of(s, items.at[i], site);
}

/* ---- giving ---- */

static void explain(struct story *s, const struct command *c)
{
    const struct ctx *ctx = s->ctx;
    char when[TIME_TEXT_MAX];
    time_print(c->time, when);
    if (refused(&ctx->refusal))
        demo_fail(s, "%s at %s was refused (%s): %.*s", lifecycle_commands[c->code].name, when,
                  refusal_texts[ctx->refusal.code].name, STR_ARG(ctx->refusal.detail));
    else
        demo_fail(s, "%s at %s: %s", lifecycle_commands[c->code].name, when, db_result_text(ctx->failure));
}

static const struct command_result *give(struct story *s, struct command *c, int user)
{
    if (s->failed)
        return NULL;
    const struct demo_user *u = &demo_users[user];
    if (s->hand >= 0) { /* one thing after the other */
        s->now += demo_random_between(&s->random, PAUSE_MS_MIN, PAUSE_MS_MAX);
        c->time = (struct time_zoned){s->now, demo_zone(s->now)};
    }
    s->hand = user;
    arena_reset(s->ctx->arena);
    struct command_result *result = ARENA_NEW(s->ctx->arena, struct command_result);
    s->ctx->actor = (struct actor){s->user_ids[user], str_of(u->name), u->roles, str_of(u->device)};
    s->ctx->now = s->now + demo_random_between(&s->random, 20, RECORDED_MS_MAX);
    if (!service_command(s->ctx, s->ledger, c, result)) {
        explain(s, c);
        return NULL;
    }
    s->counts[c->code] += (int64_t)result->event_count;
    s->events += (int64_t)result->event_count;
    return result;
}

const struct command_result *demo_give(struct story *s, struct command *c, enum demo_site site)
{
    return give(s, c, somebody(s, c->code, site));
}

const struct command_result *demo_give_courier(struct story *s, struct command *c)
{
    return give(s, c, DEMO_COURIER);
}

/* ---- numbers ---- */

struct str demo_number(struct story *s, enum order_kind kind)
{
    static const char *const prefixes[KIND_TOTAL] = {"PO", "SO", "WEB", "SHOP", "TR", "RMA", "WO", "LN", "RTS", "RCL"};
    int year = demo_date_of(demo_day_of(s->now)).year;
    return arena_fmt(s->arena, "%s-%02d-%05lld", prefixes[kind], year % 100, (long long)++s->numbers[kind]);
}

struct str demo_package_number(struct story *s)
{
    return demo_sscc(s->arena, ++s->packages);
}
