/*
 * listen: the listening socket, and how many sockets the process may have.
 */
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "http/server.h"

enum { BACKLOG = 4096 };

static int bound_socket(const struct addrinfo *a)
{
    int yes = 1, no = 0;
    int fd = socket(a->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (a->ai_family == AF_INET6)
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &no, sizeof no); /* "::" serves IPv4 too */
    if (bind(fd, a->ai_addr, a->ai_addrlen) == 0 && listen(fd, BACKLOG) == 0)
        return fd;
    close(fd);
    return -1;
}

int listen_open(const char *address, int port, char *error, size_t error_size)
{
    struct addrinfo hints = {
        .ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV};
    struct addrinfo *found = NULL;
    char service[16];
    int fd = -1;
    address = address ? address : "127.0.0.1";
    snprintf(service, sizeof service, "%d", port);
    int problem = getaddrinfo(address, service, &hints, &found);
    if (problem != 0) {
        snprintf(error, error_size, "cannot listen on %s port %d: %s", address, port, gai_strerror(problem));
        return -1;
    }
    for (struct addrinfo *a = found; a && fd < 0; a = a->ai_next)
        fd = bound_socket(a);
    if (fd < 0)
        snprintf(error, error_size, "cannot listen on %s port %d: %m", address, port);
    freeaddrinfo(found);
    return fd;
}

static struct sockaddr_storage name_of(int fd)
{
    struct sockaddr_storage name = {0};
    socklen_t len = sizeof name;
    getsockname(fd, (struct sockaddr *)&name, &len);
    return name;
}

int listen_port(int fd)
{
    struct sockaddr_storage name = name_of(fd);
    const struct sockaddr_in *v4 = (const void *)&name;
    const struct sockaddr_in6 *v6 = (const void *)&name;
    return ntohs(name.ss_family == AF_INET6 ? v6->sin6_port : v4->sin_port);
}

int listen_family(int fd)
{
    return name_of(fd).ss_family;
}

size_t listen_raise_files(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return 1024;
    if (limit.rlim_cur < limit.rlim_max) {
        struct rlimit raised = {limit.rlim_max, limit.rlim_max};
        if (setrlimit(RLIMIT_NOFILE, &raised) == 0)
            limit = raised;
    }
    return limit.rlim_cur > 1U << 20 ? 1U << 20 : (size_t)limit.rlim_cur;
}
