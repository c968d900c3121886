/*
 * wal_vfs: SQLite's own file access, but the log is written in large pieces.
 *
 * SQLite appends each page to its log with two small writes; a group of scans dirties some two hundred pages, and those writes were a
 * quarter of the writer's time. Here bytes that follow each other are kept and written at once when anything else is asked of the
 * file: a sync, a read, a size, a lock, its end. A commit (synchronous=FULL) syncs the log before it tells other connections of it, so
 * nobody can look for bytes that are still kept, and nothing is acknowledged that is not on the disk. A write that fails is told by the
 * call that wrote; the commit fails then as it would have.
 */
#ifndef STORE_SQLITE_WAL_VFS_H
#define STORE_SQLITE_WAL_VFS_H

/* Register it, once a process; the name to open the writing connection with. */
#define WAL_VFS_NAME "serno-wal"
void wal_vfs_register(void);

#endif
