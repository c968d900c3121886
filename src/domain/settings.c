#include "domain/settings.h"

#include "base/limits.h"
#include "domain/valid.h"
#include "gs1/epc.h"

const char *const language_names[LANGUAGE_TOTAL] = {[LANGUAGE_EN] = "en", [LANGUAGE_DE] = "de"};

void settings_defaults(struct settings *ret)
{
    *ret = (struct settings){.language = LANGUAGE_EN};
}

static bool valid_url(struct arena *a, struct str url, struct refusal *refusal)
{
    if (!valid_text(a, url, "base_url", LIMIT_NAME_CHARS, 0, refusal))
        return false;
    if (str_empty(url))
        return true;
    size_t scheme = str_starts(url, STR("https://")) ? 8 : str_starts(url, STR("http://")) ? 7 : 0;
    if (scheme == 0 || url.len == scheme || str_find(url, ' ') < url.len || str_find(url, '?') < url.len ||
        str_find(url, '#') < url.len)
        return refuse(refusal, a, REFUSED_BAD_VALUE, "base_url",
                      "base_url is an address such as https://serno.example");
    return true;
}

static bool valid_affix(struct arena *a, struct str text, const char *field, struct refusal *refusal)
{
    if (memchr(text.len ? text.ptr : "", '\0', text.len))
        return refuse(refusal, a, REFUSED_BAD_VALUE, field, "%s has the character NUL in it", field);
    return str_chars(text) <= SETTINGS_SCAN_CHARS ||
           refuse(refusal, a, REFUSED_TOO_LONG, field, "%s has more than %d characters", field, SETTINGS_SCAN_CHARS);
}

static bool valid_prefixes(struct arena *a, struct str list, struct refusal *refusal)
{
    size_t count = 0;
    for (size_t end; list.len > 0; list = str_slice(list, end + 1, list.len), count++) {
        end = str_find(list, ' ');
        struct str one = str_slice(list, 0, end);
        if (!gs1_company_prefix_ok(one))
            return refuse(refusal, a, REFUSED_BAD_VALUE, "company_prefixes",
                          "'%.*s' is no GS1 Company Prefix: it has 4 to 12 digits and nothing else", STR_ARG(one));
    }
    return count <= SETTINGS_PREFIXES_MAX ||
           refuse(refusal, a, REFUSED_TOO_LONG, "company_prefixes",
                  "there are %zu company prefixes, at most %d are kept", count, SETTINGS_PREFIXES_MAX);
}

bool settings_valid(struct arena *a, const struct settings *s, struct refusal *refusal)
{
    return valid_text(a, s->organisation, "organisation", LIMIT_NAME_CHARS, 0, refusal) &&
           valid_url(a, s->base_url, refusal) && valid_affix(a, s->scan_prefix, "scan_prefix", refusal) &&
           valid_affix(a, s->scan_suffix, "scan_suffix", refusal) &&
           valid_text(a, s->label_size, "label_size", SETTINGS_LABEL_CHARS, 0, refusal) &&
           valid_prefixes(a, s->company_prefixes, refusal);
}
