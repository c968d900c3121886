/*
 * bare_server: libmicrohttpd alone, with the flags src/http uses, answering 100 bytes. What `wrk` makes of it is the measure
 * for /small of echo_server. Prints "port N"; ends on SIGTERM.
 */
#include <microhttpd.h>
#include <signal.h>
#include <stdio.h>

static enum MHD_Result answer(void *cls, struct MHD_Connection *mhd, const char *url, const char *method, const char *version,
                              const char *upload, size_t *upload_size, void **context)
{
    static char text[] = "a reply of one hundred bytes, which is what the bench compares with a bare reply of this size........";
    (void)cls, (void)url, (void)method, (void)version, (void)upload, (void)upload_size;
    if (*context == NULL) {
        *context = text;
        return MHD_YES;
    }
    struct MHD_Response *response = MHD_create_response_from_buffer(sizeof text - 1, text, MHD_RESPMEM_PERSISTENT);
    enum MHD_Result result = MHD_queue_response(mhd, 200, response);
    MHD_destroy_response(response);
    return result;
}

int main(void)
{
    int got;
    sigset_t end;
    sigemptyset(&end);
    sigaddset(&end, SIGTERM);
    sigprocmask(SIG_BLOCK, &end, NULL);
    struct MHD_Daemon *daemon =
        MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC, 0, NULL, NULL, answer, NULL,
                         MHD_OPTION_THREAD_POOL_SIZE, 2U, MHD_OPTION_CONNECTION_LIMIT, 2000U, MHD_OPTION_END);
    if (daemon == NULL)
        return 1;
    printf("port %d\n", (int)MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT)->port);
    fflush(stdout);
    sigwait(&end, &got);
    MHD_stop_daemon(daemon);
    return 0;
}
