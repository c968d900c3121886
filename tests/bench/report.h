/*
 * report: the figures of a run: a table on the terminal as they come, with what was promised about them, and JSON at the end.
 * What is promised stands in report.c.
 */
#ifndef BENCH_REPORT_H
#define BENCH_REPORT_H

#include <stdbool.h>
#include <stdio.h>

struct report;

struct report *report_new(FILE *out, const char *engine);
void report_free(struct report *r);
/* The figures that follow are of so many units. */
void report_size(struct report *r, long units);
/* More is better; ratio = value / raw. */
void report_rate(struct report *r, const char *name, const char *unit, double value, double raw);
/* Less is better; ratio = raw / value. */
void report_time(struct report *r, const char *name, const char *unit, double value, double raw);
/* There is nothing to compare with. */
void report_fact(struct report *r, const char *name, const char *unit, double value);
/* A line of explanation. */
void report_note(struct report *r, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool report_json(const struct report *r, const char *path);

#endif
