/*
 * problem: see the header.
 */
#include "gs1/problem.h"

#include <stdio.h>

bool gs1_problem_set(struct gs1_problem *r, enum gs1_rule rule, const char *ai, size_t at, const char *format, ...)
{
    r->rule = rule;
    r->at = at;
    snprintf(r->ai, sizeof r->ai, "%s", ai ? ai : "");
    va_list args;
    va_start(args, format);
    vsnprintf(r->text, sizeof r->text, format, args);
    va_end(args);
    return false;
}

void gs1_problem_add(struct gs1_problem *r, const char *format, ...)
{
    size_t len = strlen(r->text);
    if (len + 2 >= sizeof r->text)
        return;
    r->text[len++] = ' ';
    va_list args;
    va_start(args, format);
    vsnprintf(r->text + len, sizeof r->text - len, format, args);
    va_end(args);
}

const char *gs1_byte_text(char c, char out[GS1_BYTE_TEXT])
{
    unsigned char byte = (unsigned char)c;
    if (byte == ' ')
        snprintf(out, GS1_BYTE_TEXT, "a blank");
    else if (byte == 0x1D)
        snprintf(out, GS1_BYTE_TEXT, "a separator (FNC1, 0x1D)");
    else if (byte < 0x20 || byte == 0x7F)
        snprintf(out, GS1_BYTE_TEXT, "a control character (0x%02X)", byte);
    else if (byte > 0x7F)
        snprintf(out, GS1_BYTE_TEXT, "a byte that is not ASCII (0x%02X)", byte);
    else
        snprintf(out, GS1_BYTE_TEXT, "\"%c\"", c);
    return out;
}
