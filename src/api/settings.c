/*
 * settings: /v1/settings, what is set for the whole installation.
 */
#include "api/handlers.h"
#include "api/resource.h"
#include "service/settings.h"

#define AT(member) offsetof(struct settings, member)

static const struct api_field fields[] = {
    {"organisation", API_FIELD_TEXT, AT(organisation)},
    {"base_url", API_FIELD_TEXT, AT(base_url)},
    {"language", API_FIELD_CHOICE, AT(language), .max = LANGUAGE_TOTAL - 1, .names = language_names},
    {"scan_prefix", API_FIELD_TEXT, AT(scan_prefix)},
    {"scan_suffix", API_FIELD_TEXT, AT(scan_suffix)},
    {"label_size", API_FIELD_TEXT, AT(label_size)},
    {"guide_done", API_FIELD_BOOL, AT(guide_done)},
    {"company_prefixes", API_FIELD_WORDS, AT(company_prefixes)},
    {"version", API_FIELD_INT, AT(version), API_FIELD_READONLY},
};

static bool get(struct call *call, void *ret)
{
    return service_settings_get(api_ctx(call), ret);
}

static bool change(struct ctx *ctx, const void *in, void *ret)
{
    return service_settings_change(ctx, in, ret);
}

static const struct api_resource settings = {
    .path = "/v1/settings",
    .fields = {fields, sizeof fields / sizeof fields[0]},
    .size = sizeof(struct settings),
    .version_at = AT(version),
    .get = get,
    .change = change,
};

enum http_outcome api_settings_get(struct call *call)
{
    return api_resource_get(call, &settings);
}

enum http_outcome api_settings_change(struct call *call)
{
    call->forget_settings = true;
    return api_resource_change(call, &settings);
}
