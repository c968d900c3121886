/*
 * stream: a reply whose bytes are made while it is sent. A reader with nothing to give parks the connection;
 * http_exchange_wake resumes it. The state tells which of the two came first, and a wake is never lost: it either
 * finds the connection parked and resumes it, or leaves a mark that the reader sees before and after parking.
 */
#include "http/server.h"

/* One answer of the application's reader, in the library's terms; 0: nothing now. When the server stops, a stream with
 * nothing to give ends well; one that still has something may finish, and breaks when the time of grace is over. */
static ssize_t read_once(struct exchange *x, char *out, size_t max)
{
    struct http_stream *s = &x->pub.reply.stream;
    if (atomic_load(&x->connection->gone) || atomic_load(&x->server->abandoning))
        return MHD_CONTENT_READER_END_WITH_ERROR;
    int64_t n = s->read(s->state, out, max);
    if (n == 0 && atomic_load(&x->server->stopping))
        n = HTTP_STREAM_END;
    if (n < 0)
        return n == HTTP_STREAM_BROKEN ? MHD_CONTENT_READER_END_WITH_ERROR : MHD_CONTENT_READER_END_OF_STREAM;
    traffic_count(&x->connection->traffic.bytes_out, (uint64_t)n);
    return (ssize_t)n;
}

/* False when a wake came meanwhile. */
static bool park(struct exchange *x)
{
    int state = STREAM_READING;
    if (atomic_load(&x->stream) == STREAM_WOKEN)
        return false;
    MHD_suspend_connection(x->mhd);
    atomic_store(&x->connection->parked_stream, x);
    if (!atomic_compare_exchange_strong(&x->stream, &state, STREAM_PARKED))
        MHD_resume_connection(x->mhd);
    return true;
}

ssize_t stream_read(void *cls, uint64_t position, char *out, size_t max)
{
    struct exchange *x = cls;
    (void)position;
    for (;;) {
        atomic_store(&x->connection->parked_stream, NULL);
        atomic_store(&x->stream, STREAM_READING);
        ssize_t n = read_once(x, out, max);
        if (n != 0 || park(x))
            return n;
    }
}

void stream_wake(struct http_exchange *pub)
{
    struct exchange *x = (struct exchange *)pub;
    if (atomic_exchange(&x->stream, STREAM_WOKEN) == STREAM_PARKED)
        MHD_resume_connection(x->mhd);
}
