/*
 * export: a whole list as a file: CSV and NDJSON are made while they are sent, a workbook before (it can only be sent when it is
 * complete). Rows come page by page from one unchanging view of the database and are not held in memory.
 */
#ifndef API_EXPORT_H
#define API_EXPORT_H

#include "api/list.h"

/* For every format but JSON; filter must live in the arena of the request. A workbook takes its time: on a worker (dispatch.c). */
enum http_outcome api_export_reply(struct call *call, const struct api_list *list, const void *filter,
                                   enum api_format format);

#endif
