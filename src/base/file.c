#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CHUNK = 256 * 1024 };

/* Up to CHUNK bytes; less only at the end of the file. -1: errno. */
static ssize_t read_chunk(int fd, char *to)
{
    size_t got = 0;
    while (got < CHUNK) {
        ssize_t n = read(fd, to + got, CHUNK - got);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -1;
        if (n == 0)
            break;
        got += (size_t)n;
    }
    return (ssize_t)got;
}

static bool write_all(int fd, const char *bytes, size_t len)
{
    while (len > 0) {
        ssize_t n = write(fd, bytes, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        bytes += n;
        len -= (size_t)n;
    }
    return true;
}

/* Close without losing the errno that counts. */
static bool close_after(int fd, bool ok)
{
    int kept = errno;
    bool closed = close(fd) == 0;
    if (!ok)
        errno = kept;
    return ok && closed;
}

static int create_new(const char *path)
{
    return open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
}

static bool remove_failed(const char *path)
{
    int kept = errno;
    unlink(path);
    errno = kept;
    return false;
}

bool file_read(const char *path, size_t limit, struct buf *out)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    ssize_t n;
    size_t total = 0;
    do {
        buf_reserve(out, CHUNK);
        n = read_chunk(fd, out->ptr + out->len);
        if (n > 0)
            out->len += (size_t)n;
        total += n > 0 ? (size_t)n : 0;
    } while (n == CHUNK && total <= limit);
    if (n >= 0 && total > limit) {
        errno = EFBIG;
        n = -1;
    }
    return close_after(fd, n >= 0);
}

bool file_write_new(const char *path, struct str bytes)
{
    int fd = create_new(path);
    if (fd < 0)
        return false;
    bool ok = write_all(fd, bytes.ptr, bytes.len) && fsync(fd) == 0;
    return close_after(fd, ok) || remove_failed(path);
}

/* Read all of from; hash it, and write it to fd to unless that is -1. */
static bool pass(int from, int to, file_progress progress, void *state, struct hash *ret, int64_t *ret_bytes)
{
    struct stat st;
    if (fstat(from, &st) != 0)
        return false;
    char *chunk = malloc(CHUNK);
    if (!chunk)
        abort();
    struct hash_stream s;
    hash_begin(&s);
    int64_t done = 0;
    ssize_t n;
    while ((n = read_chunk(from, chunk)) > 0 && (to < 0 || write_all(to, chunk, (size_t)n))) {
        hash_more(&s, chunk, (size_t)n);
        done += n;
        if (progress)
            progress(state, done, st.st_size);
    }
    free(chunk);
    if (n != 0)
        return false;
    *ret = hash_end(&s);
    *ret_bytes = done;
    return true;
}

bool file_sha256(const char *path, file_progress progress, void *state, struct hash *ret, int64_t *ret_bytes)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    return fd >= 0 && close_after(fd, pass(fd, -1, progress, state, ret, ret_bytes));
}

bool file_copy_new(const char *from, const char *to, file_progress progress, void *state, struct hash *ret,
                   int64_t *ret_bytes)
{
    int in = open(from, O_RDONLY | O_CLOEXEC);
    if (in < 0)
        return false;
    int out = create_new(to);
    if (out < 0)
        return close_after(in, false);
    bool ok = pass(in, out, progress, state, ret, ret_bytes) && fsync(out) == 0;
    ok = close_after(out, ok);
    return close_after(in, ok) || remove_failed(to);
}

bool file_sync(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    return fd >= 0 && close_after(fd, fsync(fd) == 0);
}

static bool sync_directory_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return file_sync(".");
    char *dir = strndup(path, slash == path ? 1 : (size_t)(slash - path));
    if (!dir)
        abort();
    bool ok = file_sync(dir);
    int kept = errno;
    free(dir);
    errno = kept;
    return ok;
}

/* Not every file system knows both ways. */
static bool move_new(const char *from, const char *to)
{
    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
        return true;
    return errno == EINVAL && link(from, to) == 0 && unlink(from) == 0;
}

bool file_publish(const char *made, const char *path)
{
    return file_sync(made) && move_new(made, path) && sync_directory_of(path);
}
