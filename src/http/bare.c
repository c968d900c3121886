#include "http/bare.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdlib.h>

struct http_bare {
    struct MHD_Daemon *daemon;
};

static enum MHD_Result answer(void *cls, struct MHD_Connection *mhd, const char *url, const char *method,
                              const char *version, const char *upload, size_t *upload_size, void **context)
{
    static char text[] =
        "a reply of one hundred bytes, which is what the bench compares with a bare reply of this size.......";
    (void)cls, (void)url, (void)method, (void)version, (void)upload, (void)upload_size;
    if (*context == NULL) {
        *context = text;
        return MHD_YES;
    }
    struct MHD_Response *response = MHD_create_response_from_buffer(sizeof text - 1, text, MHD_RESPMEM_PERSISTENT);
    enum MHD_Result result = MHD_queue_response(mhd, MHD_HTTP_OK, response);
    MHD_destroy_response(response);
    return result;
}

struct http_bare *http_bare_start(int threads)
{
    struct http_bare *b = calloc(1, sizeof *b);
    struct sockaddr_in on = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (b)
        b->daemon = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC, 0, NULL,
                                     NULL, answer, NULL, MHD_OPTION_THREAD_POOL_SIZE, (unsigned)threads,
                                     MHD_OPTION_SOCK_ADDR, &on, MHD_OPTION_END);
    if (b && b->daemon)
        return b;
    free(b);
    return NULL;
}

int http_bare_port(const struct http_bare *b)
{
    return (int)MHD_get_daemon_info(b->daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
}

void http_bare_stop(struct http_bare *b)
{
    MHD_stop_daemon(b->daemon);
    free(b);
}
