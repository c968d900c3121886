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
    r->detail = arena_str(a, str_of(text));
    return false;
}
