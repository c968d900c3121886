/*
 * command_foresee: what a command names, noted so that it can be looked up at once with what others name (service/foresight.h).
 * Only what most commands name: units by product and serial, or by key. The rest is asked for when it comes.
 */
#include "domain/identifier.h"
#include "service/command_work.h"

/* Sets *ret NULL when there is no such product: the command will say so. */
static enum db_result product_of(struct ctx *ctx, struct ledger *l, struct str sku, const struct product **ret)
{
    if (*ret && str_eq((*ret)->sku, sku))
        return DB_OK;
    enum db_result r = masters_product_by_sku(l->masters, ctx->db, sku, ret);
    if (r != DB_ROW)
        *ret = NULL;
    return r == DB_ROW || r == DB_DONE ? DB_OK : r;
}

/* What is wanted of a serial: the unit that bears it; also whether it was borne before; nothing, since that was looked up just now. */
enum newness { OLD, MAYBE_NEW, NEW };

static enum db_result want(struct ctx *ctx, struct ledger *l, const struct unit_ref *ref, enum newness newness,
                           const struct product **product)
{
    if (ref->id)
        foresight_want_unit(l->foresight, ref->id);
    if (ref->id || ref->code.len || str_empty(ref->serial) || str_empty(ref->product))
        return DB_OK;
    enum db_result r = product_of(ctx, l, ref->product, product);
    if (r != DB_OK || !*product)
        return r;
    if (newness == NEW)
        foresight_know_new(l->foresight, (*product)->id, ref->serial);
    else
        foresight_want_serial(l->foresight, (*product)->id, ref->serial, newness == MAYBE_NEW);
    return DB_OK;
}

/* What is ill formed the command will refuse. */
static void want_identifiers(struct ctx *ctx, struct ledger *l, const struct command_row *row)
{
    for (size_t i = 0; i < row->identifier_count; i++) {
        struct refusal unused = {0};
        struct str value;
        if (identifier_normalise(ctx->arena, row->identifiers[i].kind, row->identifiers[i].value, &unused, &value))
            foresight_want_identifier(l->foresight, row->identifiers[i].kind, value);
    }
}

bool service_command_foresee(struct ctx *ctx, struct ledger *ledger, const struct command *c)
{
    bool may_be_new = (lifecycle_commands[c->code].from & STATUS_BIT(STATUS_NONE)) != 0;
    enum newness newness = c->fresh ? NEW : may_be_new ? MAYBE_NEW : OLD;
    const struct product *product = NULL;
    enum db_result r = DB_OK;
    foresight_want_event(ledger->foresight, &c->id);
    if (c->has_parent)
        r = want(ctx, ledger, &c->parent, OLD, &product);
    for (size_t i = 0; i < c->row_count && r == DB_OK; i++) {
        want_identifiers(ctx, ledger, &c->rows[i]);
        if (str_empty(c->rows[i].package))
            r = want(ctx, ledger, &c->rows[i].ref, newness, &product);
    }
    return ctx_check(ctx, r);
}
