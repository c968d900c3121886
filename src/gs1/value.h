/*
 * value: is the value of an Application Identifier right? Length, characters, check digits and characters, dates, codes: all that can be
 * said of one value by itself. What must or must not stand beside it is for element.h.
 */
#ifndef GS1_VALUE_H
#define GS1_VALUE_H

#include "gs1/ai.h"
#include "gs1/problem.h"

/* number is the AI's as text ("3102"), for the sentence. year is this year (2026): two-digit years lie within 50 years of it. On
 * false *ret says what is wrong; ret->at counts from the beginning of the value. */
bool gs1_value_check(const struct gs1_ai *ai, const char *number, struct str value, int year, struct gs1_problem *ret);

/* Which sets (bits of enum gs1_set) a byte belongs to. */
unsigned gs1_sets_of(char c);

struct gs1_date {
    int year, month, day;
    bool whole_month; /* the day was 00: day is the last one of the month */
};
/* "YYMMDD" as a date; false when there is no such day. The century is the one that lies nearest to year (General Specifications 7.12). */
bool gs1_date_read(struct str yymmdd, int year, struct gs1_date *ret);

/* The check characters of an alphanumeric key (GMN, MUDI) that belong behind text, 1 to 23 characters of set X; false otherwise.
 * (General Specifications 7.9.5.) */
bool gs1_check_characters(struct str text, char ret[2]);

#endif
