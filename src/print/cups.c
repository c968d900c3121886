#include "print/cups.h"

#include <cups/cups.h>
#include <stdio.h>
#include <string.h>

enum { ADDRESS_MAX = 256 };

static http_t *dial(char *error, size_t size)
{
    http_t *http =
        httpConnect2(cupsServer(), ippPort(), NULL, AF_UNSPEC, cupsEncryption(), 1, PRINT_CUPS_TIMEOUT_S * 1000, NULL);
    if (!http)
        snprintf(error, size, "CUPS cannot be reached at %s: %s", cupsServer(), cupsLastErrorString());
    else
        httpSetTimeout(http, PRINT_CUPS_TIMEOUT_S, NULL, NULL);
    return http;
}

static ipp_t *request_of(ipp_op_t operation, struct str queue, char *resource)
{
    char uri[ADDRESS_MAX];
    snprintf(resource, ADDRESS_MAX, "/printers/%.*s", STR_ARG(queue));
    httpAssembleURI(HTTP_URI_CODING_ALL, uri, sizeof uri, "ipp", NULL, "localhost", ippPort(), resource);
    ipp_t *request = ippNewRequest(operation);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", NULL, uri);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", NULL, cupsUser());
    return request;
}

static int number_of(ipp_t *answer, const char *name, ipp_tag_t tag)
{
    ipp_attribute_t *found = ippFindAttribute(answer, name, tag);
    return found ? ippGetInteger(found, 0) : 0;
}

/* Each job begins with connecting-to-device: whoever meets it for long enough has a printer that is not there. */
static bool is_silence(const char *reason)
{
    static const char *const begins[] = {"connecting-to-device", "offline", "timed-out", "shutdown"};
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
        if (strncmp(reason, begins[i], strlen(begins[i])) == 0)
            return true;
    return false;
}

/* Reports and warnings stop no job (RFC 8011, 5.4.12); cups-… is what the print server does itself. */
static bool is_trouble(const char *reason)
{
    const char *end = strrchr(reason, '-');
    return strcmp(reason, "none") != 0 && strncmp(reason, "cups-", 5) != 0 &&
           !(end && (strcmp(end, "-report") == 0 || strcmp(end, "-warning") == 0));
}

/* NULL: the printer is well. A problem that it has comes before its silence. */
static const char *worst_reason(ipp_t *answer)
{
    const char *silence = NULL;
    ipp_attribute_t *reasons = ippFindAttribute(answer, "printer-state-reasons", IPP_TAG_KEYWORD);
    for (int i = 0; reasons && i < ippGetCount(reasons); i++) {
        const char *reason = ippGetString(reasons, i, NULL);
        if (is_silence(reason))
            silence = reason;
        else if (is_trouble(reason))
            return reason;
    }
    return silence;
}

/* How the printer of a queue is, for a job that waits for it, and what it says. An answer that does not come says nothing. */
static enum print_cups_job why_it_waits(http_t *http, struct str queue, char *out, size_t size)
{
    char resource[ADDRESS_MAX];
    enum print_cups_job state = PRINT_CUPS_WAITS;
    ipp_t *answer = cupsDoRequest(http, request_of(IPP_OP_GET_PRINTER_ATTRIBUTES, queue, resource), resource);
    const char *reason = answer ? worst_reason(answer) : NULL;
    if (reason) {
        ipp_attribute_t *message = ippFindAttribute(answer, "printer-state-message", IPP_TAG_TEXT);
        const char *text = message ? ippGetString(message, 0, NULL) : "";
        snprintf(out, size, "CUPS says: %s%s(%s)", text, *text ? " " : "", reason);
        state = is_silence(reason) ? PRINT_CUPS_SILENT : PRINT_CUPS_TROUBLE;
    }
    ippDelete(answer);
    return state;
}

static void reasons_of(ipp_t *answer, const char *name, char *out, size_t size)
{
    ipp_attribute_t *found = ippFindAttribute(answer, name, IPP_TAG_KEYWORD);
    const char *text = found ? ippGetString(found, 0, NULL) : NULL;
    snprintf(out, size, "CUPS says: %s", text ? text : "no reason");
}

bool print_cups_ready(struct str queue, char *error, size_t error_size)
{
    char resource[ADDRESS_MAX];
    http_t *http = dial(error, error_size);
    if (!http)
        return false;
    ipp_t *answer = cupsDoRequest(http, request_of(IPP_OP_GET_PRINTER_ATTRIBUTES, queue, resource), resource);
    bool known = answer && ippGetStatusCode(answer) < IPP_STATUS_ERROR_BAD_REQUEST;
    ipp_attribute_t *takes = known ? ippFindAttribute(answer, "printer-is-accepting-jobs", IPP_TAG_BOOLEAN) : NULL;
    bool good = known && (!takes || ippGetBoolean(takes, 0)) &&
                number_of(answer, "printer-state", IPP_TAG_ENUM) != IPP_PSTATE_STOPPED;
    if (!known)
        snprintf(error, error_size, "the queue %.*s: %s", STR_ARG(queue), cupsLastErrorString());
    else if (!good)
        reasons_of(answer, "printer-state-reasons", error, error_size);
    ippDelete(answer);
    httpClose(http);
    return good;
}

/* Until the last byte of the request is on its way, nothing was taken. */
static enum print_cups_sent hand_over(http_t *http, ipp_t *request, const char *resource, struct str document)
{
    size_t length = ippLength(request) + document.len;
    if (cupsSendRequest(http, request, resource, length) != HTTP_STATUS_CONTINUE)
        return PRINT_CUPS_NOT;
    if (cupsWriteRequestData(http, document.ptr, document.len) != HTTP_STATUS_CONTINUE)
        return PRINT_CUPS_UNKNOWN;
    return PRINT_CUPS_TAKEN;
}

enum print_cups_sent print_cups_send(struct str queue, const char *title, struct str document, int *ret_job,
                                     char *error, size_t error_size)
{
    char resource[ADDRESS_MAX];
    http_t *http = dial(error, error_size);
    if (!http)
        return PRINT_CUPS_NOT;
    ipp_t *request = request_of(IPP_OP_PRINT_JOB, queue, resource);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", NULL, title);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", NULL, "application/pdf");
    enum print_cups_sent sent = hand_over(http, request, resource, document);
    ipp_t *answer = sent == PRINT_CUPS_TAKEN ? cupsGetResponse(http, resource) : NULL;
    if (answer && ippGetStatusCode(answer) >= IPP_STATUS_ERROR_BAD_REQUEST)
        sent = PRINT_CUPS_NOT;
    else if (sent == PRINT_CUPS_TAKEN && (!answer || (*ret_job = number_of(answer, "job-id", IPP_TAG_INTEGER)) == 0))
        sent = PRINT_CUPS_UNKNOWN;
    if (sent != PRINT_CUPS_TAKEN)
        snprintf(error, error_size, "the queue %.*s: %s", STR_ARG(queue), cupsLastErrorString());
    ippDelete(answer);
    ippDelete(request);
    httpClose(http);
    return sent;
}

static enum print_cups_job state_of(int state)
{
    switch (state) {
    case IPP_JSTATE_COMPLETED:
        return PRINT_CUPS_DONE;
    case IPP_JSTATE_ABORTED:
    case IPP_JSTATE_CANCELED:
        return PRINT_CUPS_FAILED;
    case IPP_JSTATE_STOPPED:
    case IPP_JSTATE_HELD:
        return PRINT_CUPS_STOPPED;
    default:
        return PRINT_CUPS_WAITS;
    }
}

bool print_cups_ask(struct str queue, int job, enum print_cups_job *ret, char *error, size_t error_size)
{
    char resource[ADDRESS_MAX];
    http_t *http = dial(error, error_size);
    if (!http)
        return false;
    ipp_t *request = request_of(IPP_OP_GET_JOB_ATTRIBUTES, queue, resource);
    ippAddInteger(request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job);
    ipp_t *answer = cupsDoRequest(http, request, resource);
    bool known = answer && ippGetStatusCode(answer) < IPP_STATUS_ERROR_BAD_REQUEST;
    if (known) {
        *ret = state_of(number_of(answer, "job-state", IPP_TAG_ENUM));
        reasons_of(answer, "job-state-reasons", error, error_size);
    } else {
        snprintf(error, error_size, "the queue %.*s: %s", STR_ARG(queue), cupsLastErrorString());
    }
    if (known && *ret == PRINT_CUPS_WAITS)
        *ret = why_it_waits(http, queue, error, error_size);
    ippDelete(answer);
    httpClose(http);
    return known;
}
