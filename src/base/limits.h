/*
 * limits: every bound that input can meet, named in one place. The refusal that names the limit quotes it from here.
 */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

enum {
    LIMIT_SERIAL_CHARS = 128,        /* code points in a serial number */
    LIMIT_CODE_CHARS = 80,           /* SKU, location code, party code, package code, lot number */
    LIMIT_NAME_CHARS = 200,          /* names, titles */
    LIMIT_TEXT_CHARS = 2000,         /* notes, reasons, descriptions */
    LIMIT_ATTRIBUTES_BYTES = 8192,   /* free attributes of one thing, as JSON */
    LIMIT_IDENTIFIERS_PER_UNIT = 16, /* further identifiers given with one unit */
    LIMIT_BULK_UNITS = 100000,       /* units in one command */
    LIMIT_EVENT_UNITS = 1000,        /* units in one event */
    LIMIT_CONTAINMENT_DEPTH = 32,    /* unit in unit in unit ..., package in package ... */
    LIMIT_LOCATION_DEPTH = 16,
    LIMIT_PAGE_DEFAULT = 50, /* rows of a list page */
    LIMIT_PAGE_MAX = 1000,
    LIMIT_JSON_DEPTH = 32,
    LIMIT_JSON_VALUES =
        4000000, /* in one text, an array or object counted twice: the tree takes about 100 bytes for each */
    LIMIT_BODY_BYTES = 64 * 1024 * 1024, /* one request body */
    LIMIT_ARENA_BYTES = 512 * 1024 * 1024,
    LIMIT_HEADER_BYTES = 16 * 1024, /* one request head; also what an idle connection costs */
    LIMIT_URL_BYTES = 8 * 1024,
    LIMIT_QUERY_PARAMS = 64,
    LIMIT_SCAN_BYTES = 2000, /* one scanned code */
    LIMIT_IMPORT_ROWS = 1000000,
    LIMIT_CSV_CELL_BYTES = 4 * 1024 * 1024,
    LIMIT_EVENT_PAST_YEARS = 50,   /* an event time earlier than this is absurd */
    LIMIT_EVENT_FUTURE_MIN = 1440, /* ... or further ahead than this many minutes */
    LIMIT_PASSWORD_MIN_CHARS = 10,
    LIMIT_PASSWORD_BYTES = 1024,
    LIMIT_REGEX_CHARS = 200,  /* of an expression */
    LIMIT_REGEX_NESTED = 16,  /* brackets in brackets */
    LIMIT_REGEX_STEPS = 2000, /* of matching one text: some tens of microseconds */
    LIMIT_REGEX_DEPTH = 500,
    LIMIT_REGEX_HEAP_KIB = 256,
    LIMIT_GROUP_COMMANDS = 256, /* commands in one commit of the writer */
    LIMIT_WRITERS = 4,          /* connections of a process that write, where the database lets several */
    LIMIT_QUEUE_COMMANDS = 10000,
    LIMIT_LABELS = 10000,                    /* drawn in one request */
    LIMIT_LABEL_MM = 500,                    /* width and height of a label, or of a sheet of labels */
    LIMIT_LABEL_ELEMENTS = 60,               /* in a template */
    LIMIT_LABEL_FIELDS = 20,                 /* in the content of one element: what they are may be long */
    LIMIT_LABEL_IMAGE_BYTES = 256 * 1024,    /* a picture in a template, as a PNG file */
    LIMIT_LABEL_IMAGE_PIXELS = 1500,         /* its width and height */
    LIMIT_LABEL_PIXELS = 9000000,            /* of all pictures of a template together */
    LIMIT_LABEL_TEMPLATE_BYTES = 1024 * 1024 /* a template as JSON */
};

#endif
