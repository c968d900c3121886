/*
 * bare_server: libmicrohttpd alone (src/http/bare.h), for `wrk`. What /small of echo_server reaches is compared with it.
 * Prints "port N"; ends on SIGTERM.
 */
#include <signal.h>
#include <stdio.h>

#include "http/bare.h"

int main(void)
{
    int got;
    sigset_t end;
    sigemptyset(&end);
    sigaddset(&end, SIGTERM);
    sigprocmask(SIG_BLOCK, &end, NULL);
    struct http_bare *b = http_bare_start(2);
    if (b == NULL)
        return 1;
    printf("port %d\n", http_bare_port(b));
    fflush(stdout);
    sigwait(&end, &got);
    http_bare_stop(b);
    return 0;
}
