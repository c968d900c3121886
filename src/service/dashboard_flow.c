#include "service/dashboard_flow.h"

static int64_t quarter_of(msec at)
{
    return at >= 0 ? at / QUARTER_MS : -1 - (-1 - at) / QUARTER_MS;
}

static bool within(const struct flow *f, int64_t quarter)
{
    return quarter >= 0 && quarter <= f->newest && quarter > f->newest - RING_QUARTERS;
}

void flow_advance(struct flow *f, msec now)
{
    int64_t newest = quarter_of(now) + 2 * DAY_QUARTERS;
    int64_t from = f->newest > newest - RING_QUARTERS ? f->newest : newest - RING_QUARTERS;
    for (int64_t q = from + 1; q <= newest; q++)
        memset(f->cells[q % RING_QUARTERS], 0, sizeof f->cells[0]);
    if (newest > f->newest)
        f->newest = newest;
}

void flow_add(struct flow *f, msec at, enum command_code command, int64_t units)
{
    int64_t quarter = quarter_of(at);
    if (!within(f, quarter) || (unsigned)command >= COMMAND_TOTAL)
        return;
    struct flow_cell *cell = &f->cells[quarter % RING_QUARTERS][command];
    cell->units += (uint32_t)units;
    cell->events++;
}

struct flow_cell flow_at(const struct flow *f, int64_t quarter, enum command_code command)
{
    return within(f, quarter) ? f->cells[quarter % RING_QUARTERS][command] : (struct flow_cell){0, 0};
}

msec flow_begins(const struct flow *f)
{
    return (f->newest - RING_QUARTERS + 1) * QUARTER_MS;
}

/* ---- days ---- */

static void add_day(const struct flow *f, int64_t first, struct dashboard_flow *rows, size_t *count, msec day)
{
    for (int c = 0; c < COMMAND_TOTAL; c++) {
        struct dashboard_flow row = {.day = day, .command = (enum command_code)c};
        for (int64_t q = first; q < first + DAY_QUARTERS; q++) {
            struct flow_cell cell = flow_at(f, q, row.command);
            row.units += cell.units;
            row.events += cell.events;
        }
        if (row.events)
            rows[(*count)++] = row;
    }
}

bool flow_days(const struct flow *f, struct arena *a, msec now, int days, int zone_min, struct dashboard_flow **ret,
               size_t *ret_count)
{
    const msec day_ms = (msec)DAY_QUARTERS * QUARTER_MS;
    const msec zone_ms = (msec)zone_min * 60 * 1000;
    struct dashboard_flow *rows = ARENA_ARRAY(a, (size_t)days * COMMAND_TOTAL, struct dashboard_flow);
    size_t count = 0;
    if (!rows)
        return false;
    int64_t today = (now + zone_ms) / day_ms;
    for (int64_t day = today - days + 1; day <= today; day++)
        add_day(f, quarter_of(day * day_ms - zone_ms), rows, &count, day * day_ms);
    *ret = rows;
    *ret_count = count;
    return true;
}
