#include "domain/link.h"

#include <stddef.h>

#include "base/html.h"
#include "base/limits.h"
#include "domain/valid.h"

const char *const link_form_names[LINK_FORM_TOTAL] = {[LINK_TOKEN] = "token", [LINK_DIGITAL] = "digital_link"};
const char *const link_shown_names[LINK_SHOW_TOTAL] = {
    [LINK_SHOW_PRODUCT] = "product", [LINK_SHOW_SKU] = "sku",       [LINK_SHOW_GTIN] = "gtin",
    [LINK_SHOW_SERIAL] = "serial",   [LINK_SHOW_STATUS] = "status", [LINK_SHOW_WARRANTY] = "warranty",
    [LINK_SHOW_RECALL] = "recall",   [LINK_SHOW_LOT] = "lot",       [LINK_SHOW_EXPIRY] = "expiry",
    [LINK_SHOW_SUSPECT] = "suspect",
};
const char *const link_action_names[LINK_ACTION_TOTAL] = {
    [LINK_REGISTER] = "register", [LINK_FOUND] = "found", [LINK_STOLEN] = "stolen"};
const char *const link_state_names[LINK_STATE_TOTAL] = {
    [LINK_UNKNOWN] = "unknown",     [LINK_UNSOLD] = "unsold", [LINK_SOLD] = "sold",
    [LINK_STOLEN_STATE] = "stolen", [LINK_SOUGHT] = "sought", [LINK_WITHDRAWN] = "withdrawn",
};
const char *const link_report_state_names[LINK_REPORT_STATE_TOTAL] = {
    [LINK_WAITING] = "waiting", [LINK_ACCEPTED] = "accepted", [LINK_DISMISSED] = "dismissed"};

const char *const link_types[] = {
    "allergenInfo",
    "brandHomepageClinical",
    "brandHomepagePatient",
    "certificationInfo",
    "epil",
    "faqs",
    "hasRetailers",
    "instructions",
    "leaveReview",
    "masterData",
    "nutritionalInfo",
    "pip",
    "purchaseSuppliesOrAccessories",
    "quickStartGuide",
    "recallStatus",
    "registerProduct",
    "review",
    "safetyInfo",
    "serviceInfo",
    "smartLabel",
    "smpc",
    "socialMedia",
    "support",
    "sustainabilityInfo",
    "traceability",
    "tutorial",
    "verificationService",
    "whatsInTheBox",
};
const int link_type_count = sizeof link_types / sizeof link_types[0];

#define BIT(n) (1u << (n))

/* ---- settings ---- */

void link_settings_defaults(struct link_settings *ret)
{
    *ret = (struct link_settings){
        .form = LINK_DIGITAL,
        .shown = BIT(LINK_SHOW_PRODUCT) | BIT(LINK_SHOW_SERIAL) | BIT(LINK_SHOW_STATUS) | BIT(LINK_SHOW_WARRANTY) |
                 BIT(LINK_SHOW_RECALL) | BIT(LINK_SHOW_SUSPECT),
        .actions = BIT(LINK_REGISTER) | BIT(LINK_FOUND) | BIT(LINK_STOLEN),
        .pages_per_second = 200,
        .views_per_minute = 60,
        .reports_per_hour = 5,
        .window_hours = 24,
        .networks_max = 8,
        .switches_max = 16,
    };
}

#define LIMIT(member, min, max)                                                                                        \
    {                                                                                                                  \
#member, offsetof(struct link_settings, member), min, max                                                      \
    }
const struct link_limit link_limits[] = {
    LIMIT(pages_per_second, 1, 1000), LIMIT(views_per_minute, 10, 100000), LIMIT(reports_per_hour, 1, 10000),
    LIMIT(window_hours, 1, 168),      LIMIT(networks_max, 2, 200),         LIMIT(switches_max, 2, 10000),
};
const int link_limit_count = sizeof link_limits / sizeof link_limits[0];

bool link_settings_valid(struct arena *a, const struct link_settings *s, struct refusal *refusal)
{
    for (int i = 0; i < link_limit_count; i++) {
        const struct link_limit *l = &link_limits[i];
        const int64_t *value = (const int64_t *)((const char *)s + l->at);
        if (!valid_range(a, *value, l->name, l->min, l->max, refusal))
            return false;
    }
    return valid_text(a, s->contact, "contact", LINK_CONTACT_CHARS, 0, refusal);
}

/* ---- where links lead ---- */

struct str link_type_short(struct str asked)
{
    static const char *const prefixes[] = {"gs1:", LINK_VOCABULARY, "https://gs1.org/voc/", "http://gs1.org/voc/",
                                           "https://www.gs1.org/voc/"};
    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++)
        if (str_starts(asked, str_of(prefixes[i])))
            return str_slice(asked, strlen(prefixes[i]), asked.len);
    return str_find(asked, ':') < asked.len ? (struct str){0} : asked;
}

static bool known_type(struct str rel)
{
    for (int i = 0; i < link_type_count; i++)
        if (str_is(rel, link_types[i]))
            return true;
    return false;
}

static bool all_among(struct str text, const char *more)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        if (!plain && (c == '\0' || !strchr(more, c)))
            return false;
    }
    return true;
}

static bool valid_href(struct arena *a, struct str href, struct refusal *refusal)
{
    bool web = str_starts(href, STR("https://")) || str_starts(href, STR("http://"));
    bool plain = all_among(href, "-._~:/?#[]@!$&'()*+,;=%");
    if (href.len > LINK_HREF_BYTES)
        return refuse(refusal, a, REFUSED_TOO_LONG, "href", "href has more than %d bytes", LINK_HREF_BYTES);
    return (web && plain && html_address_fine(href)) ||
           refuse(refusal, a, REFUSED_BAD_VALUE, "href",
                  "href is an address such as https://www.example/manual.pdf, percent-encoded");
}

bool link_target_valid(struct arena *a, const struct link_target *t, struct refusal *refusal)
{
    if (!known_type(t->rel))
        return refuse(refusal, a, REFUSED_BAD_VALUE, "rel",
                      "rel is a link type of the GS1 Web Vocabulary without its prefix, such as pip, instructions, "
                      "safetyInfo or support; GET /v1/links/settings lists all");
    if (t->language.len > 20 || !all_among(t->language, "-"))
        return refuse(refusal, a, REFUSED_BAD_VALUE, "language", "language is a tag such as de or pt-BR");
    if (t->media_type.len > 80 || !all_among(t->media_type, "/.+-"))
        return refuse(refusal, a, REFUSED_BAD_VALUE, "media_type", "media_type is a type such as text/html");
    return valid_href(a, t->href, refusal) && valid_text(a, t->title, "title", LIMIT_NAME_CHARS, VALID_NEEDED, refusal);
}

/* ---- a unit, as strangers may know it ---- */

/* A number that was issued and that no thing bears yet, or never will, is nobody's business: a label with it is a copy, or one of ours
 * that has not left the house. */
static enum link_state state_of(const struct link_view *v)
{
    switch (v->status) {
    case STATUS_ALLOCATED:
    case STATUS_VOID:
        return LINK_UNKNOWN;
    case STATUS_STOLEN:
        return LINK_STOLEN_STATE;
    case STATUS_MISSING:
        return LINK_SOUGHT;
    case STATUS_SCRAPPED:
        return LINK_WITHDRAWN;
    default:
        return v->owned || v->status == STATUS_DELIVERED ? LINK_SOLD : LINK_UNSOLD;
    }
}

static void fill_warranty(struct link_view *v, msec now)
{
    struct unit_view of = {.unit.warranty_from = v->warranty_from, .warranty_months = v->warranty_months};
    v->warranty = unit_warranty_state(&of, now);
    v->warranty_until = unit_warranty_until(&of);
}

static void empty_unless(unsigned shown, enum link_shown what, struct str *text)
{
    if (!(shown & BIT(what)))
        *text = (struct str){0};
}

static void take_away(struct link_view *v, unsigned shown)
{
    empty_unless(shown, LINK_SHOW_PRODUCT, &v->product);
    empty_unless(shown, LINK_SHOW_SKU, &v->sku);
    empty_unless(shown, LINK_SHOW_GTIN, &v->gtin);
    empty_unless(shown, LINK_SHOW_SERIAL, &v->serial);
    empty_unless(shown, LINK_SHOW_LOT, &v->lot);
    if (!(shown & BIT(LINK_SHOW_EXPIRY)))
        v->expires = 0;
    if (!(shown & BIT(LINK_SHOW_WARRANTY)) || (v->state != LINK_SOLD && v->state != LINK_UNSOLD)) {
        v->warranty = WARRANTY_NONE;
        v->warranty_until = 0;
    }
    v->recalled = v->recalled && (shown & BIT(LINK_SHOW_RECALL));
    v->suspect = v->suspect && (shown & BIT(LINK_SHOW_SUSPECT));
    v->tells_state = shown & BIT(LINK_SHOW_STATUS);
}

void link_view_limit(struct link_view *v, const struct link_settings *s, msec now)
{
    enum link_state state = v->unit_id ? state_of(v) : v->product_id ? LINK_UNSOLD : LINK_UNKNOWN;
    if (!s->pages || v->hidden || state == LINK_UNKNOWN) {
        *v = (struct link_view){.state = LINK_UNKNOWN};
        return;
    }
    v->state = state;
    v->recalled = v->holds & HOLD_BIT(HOLD_RECALL);
    fill_warranty(v, now);
    take_away(v, s->shown);
}

unsigned link_view_actions(const struct link_view *v, const struct link_settings *s)
{
    static const unsigned sensible[] = {
        [LINK_UNKNOWN] = 0,
        [LINK_UNSOLD] = BIT(LINK_FOUND),
        [LINK_SOLD] = BIT(LINK_REGISTER) | BIT(LINK_FOUND) | BIT(LINK_STOLEN),
        [LINK_STOLEN_STATE] = BIT(LINK_FOUND),
        [LINK_SOUGHT] = BIT(LINK_FOUND),
        [LINK_WITHDRAWN] = BIT(LINK_FOUND),
    };
    unsigned some = v->tells_state ? sensible[v->state] : sensible[LINK_SOLD];
    return v->unit_id && v->state != LINK_UNKNOWN ? some & s->actions : 0;
}

/* ---- reports ---- */

bool link_report_valid(struct arena *a, const struct link_report *r, struct refusal *refusal)
{
    unsigned needed = r->kind == LINK_REGISTER ? VALID_NEEDED : 0;
    if (!valid_text(a, r->name, "name", LINK_NAME_CHARS, needed, refusal) ||
        !valid_text(a, r->contact, "contact", LINK_REPLY_CHARS, needed, refusal) ||
        !valid_text(a, r->message, "message", LINK_MESSAGE_CHARS, VALID_LINES, refusal))
        return false;
    return str_trim(r->contact).len + str_trim(r->message).len > 0 ||
           refuse(refusal, a, REFUSED_MISSING_FIELD, "message", "a report says something, or how to ask back");
}
