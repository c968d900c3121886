/*
 * print/cups_none: in the place of cups.c when this program was built without libcups.
 */
#include <stdio.h>

#include "print/cups.h"

static void say(char *error, size_t size)
{
    snprintf(error, size, "this program was built without CUPS");
}

bool print_cups_ready(struct str queue, char *error, size_t error_size)
{
    (void)queue;
    say(error, error_size);
    return false;
}

enum print_cups_sent print_cups_send(struct str queue, const char *title, struct str document, int *ret_job,
                                     char *error, size_t error_size)
{
    (void)queue;
    (void)title;
    (void)document;
    (void)ret_job;
    say(error, error_size);
    return PRINT_CUPS_NOT;
}

bool print_cups_ask(struct str queue, int job, enum print_cups_job *ret, char *error, size_t error_size)
{
    (void)queue;
    (void)job;
    (void)ret;
    say(error, error_size);
    return false;
}
