#include "domain/unit_view.h"

const char *const warranty_state_names[] = {
    [WARRANTY_NONE] = "none",
    [WARRANTY_NOT_STARTED] = "not_started",
    [WARRANTY_ACTIVE] = "active",
    [WARRANTY_EXPIRED] = "expired",
};

msec unit_warranty_until(const struct unit_view *v)
{
    if (v->warranty_months == 0 || v->unit.warranty_from == 0)
        return 0;
    return time_add_months(v->unit.warranty_from, (int)v->warranty_months);
}

enum warranty_state unit_warranty_state(const struct unit_view *v, msec now)
{
    if (v->warranty_months == 0)
        return WARRANTY_NONE;
    if (v->unit.warranty_from == 0)
        return WARRANTY_NOT_STARTED;
    return now < unit_warranty_until(v) ? WARRANTY_ACTIVE : WARRANTY_EXPIRED;
}

const char *unit_alarm(enum status status)
{
    return status == STATUS_STOLEN || status == STATUS_MISSING ? status_names[status] : NULL;
}
