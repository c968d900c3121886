#include "domain/refusal.h"

#include <stdarg.h>
#include <stdio.h>

bool refuse(struct refusal *r, struct arena *a, enum refusal_code code, const char *field, const char *format, ...)
{
    char text[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    r->code = code;
    r->field = field;
    struct str whole = str_of(text);
    size_t end = whole.len;
    str_utf8(whole, &end); /* a long text was cut, perhaps inside a character */
    r->detail = arena_str(a, str_slice(whole, 0, end));
    return false;
}
