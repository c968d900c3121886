#include "store/sqlite/wal_vfs.h"

#include <assert.h>
#include <errno.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { KEPT_BYTES = 120 * 1024 }; /* SQLite's file access takes less than 128 KiB at a time */

struct file {
    sqlite3_file base;
    char *kept; /* bytes that belong at from; NULL: not a log */
    sqlite3_int64 from;
    int len;
    /* The real file stands behind. */
};

static sqlite3_file *real(sqlite3_file *f)
{
    return (sqlite3_file *)(void *)((struct file *)f + 1);
}

/* A quota or a limit that is used up is a full disk, too; SQLite's own file access knows ENOSPC only. */
static int write_real(sqlite3_file *f, const void *bytes, int n, sqlite3_int64 at)
{
    int r = real(f)->pMethods->xWrite(real(f), bytes, n, at);
    return r == SQLITE_IOERR_WRITE && (errno == EDQUOT || errno == EFBIG) ? SQLITE_FULL : r;
}

static int flush(sqlite3_file *f)
{
    struct file *own = (struct file *)f;
    int len = own->len;
    own->len = 0; /* also when it fails: SQLite writes the pages of a failed commit again */
    return len ? write_real(f, own->kept, len, own->from) : SQLITE_OK;
}

static int write_bytes(sqlite3_file *f, const void *bytes, int n, sqlite3_int64 at)
{
    struct file *own = (struct file *)f;
    if (!own->kept)
        return write_real(f, bytes, n, at);
    bool follows = own->len && at == own->from + own->len && n <= KEPT_BYTES - own->len;
    int r = own->len && !follows ? flush(f) : SQLITE_OK;
    if (r != SQLITE_OK || n > KEPT_BYTES)
        return r != SQLITE_OK ? r : write_real(f, bytes, n, at);
    if (own->len == 0)
        own->from = at;
    memcpy(own->kept + own->len, bytes, (size_t)n);
    own->len += n;
    return SQLITE_OK;
}

static int read_bytes(sqlite3_file *f, void *bytes, int n, sqlite3_int64 at)
{
    int r = flush(f);
    return r == SQLITE_OK ? real(f)->pMethods->xRead(real(f), bytes, n, at) : r;
}

static int truncate_file(sqlite3_file *f, sqlite3_int64 size)
{
    int r = flush(f);
    return r == SQLITE_OK ? real(f)->pMethods->xTruncate(real(f), size) : r;
}

static int sync_file(sqlite3_file *f, int flags)
{
    int r = flush(f);
    return r == SQLITE_OK ? real(f)->pMethods->xSync(real(f), flags) : r;
}

static int file_size(sqlite3_file *f, sqlite3_int64 *ret)
{
    int r = flush(f);
    return r == SQLITE_OK ? real(f)->pMethods->xFileSize(real(f), ret) : r;
}

static int close_file(sqlite3_file *f)
{
    struct file *own = (struct file *)f;
    int flushed = flush(f), closed = real(f)->pMethods->xClose(real(f));
    free(own->kept);
    own->kept = NULL;
    return flushed != SQLITE_OK ? flushed : closed;
}

/* What is passed on as it comes. */
static int lock_file(sqlite3_file *f, int level)
{
    return real(f)->pMethods->xLock(real(f), level);
}

static int unlock_file(sqlite3_file *f, int level)
{
    return real(f)->pMethods->xUnlock(real(f), level);
}

static int check_lock(sqlite3_file *f, int *ret)
{
    return real(f)->pMethods->xCheckReservedLock(real(f), ret);
}

static int control(sqlite3_file *f, int op, void *arg)
{
    int r = flush(f);
    return r == SQLITE_OK ? real(f)->pMethods->xFileControl(real(f), op, arg) : r;
}

static int sector_size(sqlite3_file *f)
{
    return real(f)->pMethods->xSectorSize(real(f));
}

static int characteristics(sqlite3_file *f)
{
    return real(f)->pMethods->xDeviceCharacteristics(real(f));
}

static int shm_map(sqlite3_file *f, int page, int size, int extend, void volatile **ret)
{
    return real(f)->pMethods->xShmMap(real(f), page, size, extend, ret);
}

static int shm_lock(sqlite3_file *f, int offset, int n, int flags)
{
    return real(f)->pMethods->xShmLock(real(f), offset, n, flags);
}

static void shm_barrier(sqlite3_file *f)
{
    real(f)->pMethods->xShmBarrier(real(f));
}

static int shm_unmap(sqlite3_file *f, int delete_it)
{
    return real(f)->pMethods->xShmUnmap(real(f), delete_it);
}

static const sqlite3_io_methods methods = {
    .iVersion = 2, /* no memory mapping */
    .xClose = close_file,
    .xRead = read_bytes,
    .xWrite = write_bytes,
    .xTruncate = truncate_file,
    .xSync = sync_file,
    .xFileSize = file_size,
    .xLock = lock_file,
    .xUnlock = unlock_file,
    .xCheckReservedLock = check_lock,
    .xFileControl = control,
    .xSectorSize = sector_size,
    .xDeviceCharacteristics = characteristics,
    .xShmMap = shm_map,
    .xShmLock = shm_lock,
    .xShmBarrier = shm_barrier,
    .xShmUnmap = shm_unmap,
};

static sqlite3_vfs *below(sqlite3_vfs *vfs)
{
    return vfs->pAppData;
}

static int open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *ret_flags)
{
    struct file *own = (struct file *)f;
    *own = (struct file){.base = {NULL}};
    int r = below(vfs)->xOpen(below(vfs), name, real(f), flags, ret_flags);
    if (real(f)->pMethods == NULL)
        return r;
    own->base.pMethods = &methods;
    if (r == SQLITE_OK && (flags & SQLITE_OPEN_WAL)) {
        own->kept = malloc(KEPT_BYTES);
        assert(own->kept);
    }
    return r;
}

void wal_vfs_register(void)
{
    sqlite3_vfs *usual = sqlite3_vfs_find(NULL);
    sqlite3_vfs *own = malloc(sizeof *own); /* for as long as the process lives */
    assert(usual && own);
    *own = *usual;
    own->zName = WAL_VFS_NAME;
    own->szOsFile = (int)sizeof(struct file) + usual->szOsFile;
    own->pAppData = usual;
    own->xOpen = open_file;
    sqlite3_vfs_register(own, 0);
}
