/* Records what a program does to the files of one folder, for the simulation of power cuts.
 *
 * Loaded into the real server by LD_PRELOAD. Every change of a file below RECORDER_FOLDER, and the beginning and the end
 * of every fsync, is appended to RECORDER_LOG with the time of CLOCK_MONOTONIC. src/recording.rs reads the log.
 *
 * Order: a change is recorded after it took effect and before the program goes on; a sync twice, before and after the
 * real one. So a change recorded before the beginning of a sync is what that sync makes durable.
 *
 * While the file RECORDER_FULL exists, whatever would make a file longer fails with ENOSPC, as on a full disk.
 *
 * Never: anything that changes what the program sees otherwise. Calls that change files and are not understood here
 * are recorded as such, so that the simulation refuses the recording instead of judging half of it. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

/* The kinds of records; src/recording.rs has the same list. */
enum { OPEN = 1, WRITE, TRUNCATE, SYNC_BEGIN, SYNC_END, RENAME, UNLINK, MAKE_FOLDER, SHARED_MEMORY, NOT_UNDERSTOOD };
enum { CREATED = 1, EMPTIED = 2 };
enum { HANDLES = 1 << 16 };

/* A record is this header, then `length` bytes. */
struct record {
    uint64_t time;
    uint64_t offset;
    uint32_t handle;
    uint32_t length;
    uint32_t kind;
    uint32_t flags;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char folder[PATH_MAX];
static size_t folder_length;
static const char *full;
static int log_file = -1;
static uint32_t next_handle = 1;
static uint32_t handles[HANDLES]; /* by file descriptor; 0 is a file outside of the folder */

#define REAL(name) ((__typeof__(&name))real(#name))

static void *real(const char *name) {
    void *address = dlsym(RTLD_NEXT, name);
    if (!address) abort();
    return address;
}

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("RECORDER_FOLDER"), *log = getenv("RECORDER_LOG");
    full = getenv("RECORDER_FULL");
    if (!path || !realpath(path, folder)) return;
    folder_length = strlen(folder);
    if (log) log_file = REAL(open)(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static uint32_t handle_of(int fd) { return fd >= 0 && fd < HANDLES ? handles[fd] : 0; }

static void append(uint32_t kind, uint32_t handle, uint64_t offset, uint32_t flags, const void *data, size_t length) {
    struct timespec now;
    struct record record = { .offset = offset, .handle = handle, .length = (uint32_t)length, .kind = kind, .flags = flags };
    struct iovec parts[] = { { &record, sizeof record }, { (void *)data, length } };
    int before = errno;
    if (log_file < 0) return;
    pthread_mutex_lock(&lock);
    clock_gettime(CLOCK_MONOTONIC, &now);
    record.time = (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
    /* A recording with a hole would be judged wrongly: better none. */
    if (REAL(writev)(log_file, parts, 2) != (ssize_t)(sizeof record + length)) abort();
    pthread_mutex_unlock(&lock);
    errno = before;
}

/* Writes the path relative to the folder into `inside`, or returns 0 when it lies outside. */
static int is_inside(int at, const char *path, char *inside) {
    char whole[2 * PATH_MAX], from[64];
    ssize_t length;
    if (!folder_length || !path) return 0;
    if (path[0] == '/') {
        snprintf(whole, sizeof whole, "%s", path);
    } else {
        snprintf(from, sizeof from, at == AT_FDCWD ? "/proc/self/cwd" : "/proc/self/fd/%d", at);
        length = readlink(from, whole, PATH_MAX);
        if (length < 0) return 0;
        snprintf(whole + length, sizeof whole - (size_t)length, "/%s", path);
    }
    if (strncmp(whole, folder, folder_length) || (whole[folder_length] && whole[folder_length] != '/')) return 0;
    snprintf(inside, PATH_MAX, "%s", whole + folder_length + (whole[folder_length] == '/'));
    return 1;
}

static int is_full(void) { return full && access(full, F_OK) == 0; }

/* Whether a write up to `end` has no room. What is already part of the file can be written over on a full disk. */
static int has_no_room(int fd, uint64_t end) {
    struct stat status;
    if (!handle_of(fd) || !is_full() || fstat(fd, &status) || (uint64_t)status.st_size >= end) return 0;
    errno = ENOSPC;
    return 1;
}

static int open_at(int at, const char *path, int flags, mode_t mode) {
    char inside[PATH_MAX], itself[64], whole[PATH_MAX] = "";
    struct stat status;
    int known = is_inside(at, path, inside), existed = known && fstatat(at, path, &status, 0) == 0, fd;
    if (known && !existed && (flags & O_CREAT) && is_full()) return errno = ENOSPC, -1;
    fd = REAL(openat)(at, path, flags, mode);
    if (fd < 0 || fd >= HANDLES) return fd;
    /* The path as the kernel knows it, without dots and doubled slashes. */
    snprintf(itself, sizeof itself, "/proc/self/fd/%d", fd);
    known = readlink(itself, whole, sizeof whole - 1) > 0 && is_inside(AT_FDCWD, whole, inside);
    handles[fd] = known ? __atomic_fetch_add(&next_handle, 1, __ATOMIC_RELAXED) : 0;
    if (known) {
        uint32_t how = (existed ? 0 : CREATED) | (flags & O_TRUNC ? EMPTIED : 0);
        append(OPEN, handles[fd], 0, how, inside, strlen(inside));
    }
    return fd;
}

#define MODE(flags, mode) \
    mode_t mode = 0; \
    if ((flags) & (O_CREAT | O_TMPFILE)) { \
        va_list rest; \
        va_start(rest, flags); \
        mode = va_arg(rest, mode_t); \
        va_end(rest); \
    }

int open(const char *path, int flags, ...) { MODE(flags, mode) return open_at(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags, mode) return open_at(AT_FDCWD, path, flags, mode); }
int openat(int at, const char *path, int flags, ...) { MODE(flags, mode) return open_at(at, path, flags, mode); }
int openat64(int at, const char *path, int flags, ...) { MODE(flags, mode) return open_at(at, path, flags, mode); }
int creat(const char *path, mode_t mode) { return open_at(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }
int creat64(const char *path, mode_t mode) { return creat(path, mode); }

int close(int fd) {
    if (handle_of(fd)) handles[fd] = 0;
    return REAL(close)(fd);
}

/* A second descriptor of the same open file keeps its handle. */
static int same(int from, int to) {
    if (to >= 0 && to < HANDLES) handles[to] = handle_of(from);
    return to;
}
int dup(int fd) { return same(fd, REAL(dup)(fd)); }
int dup2(int fd, int to) { return same(fd, REAL(dup2)(fd, to)); }
int dup3(int fd, int to, int flags) { return same(fd, REAL(dup3)(fd, to, flags)); }
static int control(int fd, int command, void *value) {
    int result = REAL(fcntl)(fd, command, value);
    return command == F_DUPFD || command == F_DUPFD_CLOEXEC ? same(fd, result) : result;
}
#define CONTROL(fd, command) \
    va_list rest; \
    void *value; \
    va_start(rest, command); \
    value = va_arg(rest, void *); \
    va_end(rest); \
    return control(fd, command, value);
int fcntl(int fd, int command, ...) { CONTROL(fd, command) }
int fcntl64(int fd, int command, ...) { CONTROL(fd, command) }

static uint64_t position(int fd) {
    off_t offset = fcntl(fd, F_GETFL) & O_APPEND ? lseek(fd, 0, SEEK_END) : lseek(fd, 0, SEEK_CUR);
    return offset < 0 ? 0 : (uint64_t)offset;
}

static ssize_t written(int fd, uint64_t offset, const void *data, ssize_t count) {
    if (count > 0) append(WRITE, handle_of(fd), offset, 0, data, (size_t)count);
    return count;
}

ssize_t write(int fd, const void *data, size_t count) {
    uint64_t offset;
    if (!handle_of(fd)) return REAL(write)(fd, data, count);
    offset = position(fd);
    return has_no_room(fd, offset + count) ? -1 : written(fd, offset, data, REAL(write)(fd, data, count));
}

ssize_t pwrite(int fd, const void *data, size_t count, off_t offset) {
    if (!handle_of(fd)) return REAL(pwrite)(fd, data, count, offset);
    if (has_no_room(fd, (uint64_t)offset + count)) return -1;
    return written(fd, (uint64_t)offset, data, REAL(pwrite)(fd, data, count, offset));
}
ssize_t pwrite64(int fd, const void *data, size_t count, off_t offset) { return pwrite(fd, data, count, offset); }

ssize_t writev(int fd, const struct iovec *parts, int count) {
    ssize_t sum = 0;
    if (!handle_of(fd)) return REAL(writev)(fd, parts, count);
    for (int part = 0; part < count; part++) {
        ssize_t done = write(fd, parts[part].iov_base, parts[part].iov_len);
        if (done < 0) return sum ? sum : done;
        sum += done;
        if ((size_t)done < parts[part].iov_len) break;
    }
    return sum;
}

int ftruncate(int fd, off_t length) {
    int result;
    if (has_no_room(fd, (uint64_t)length)) return -1;
    result = REAL(ftruncate)(fd, length);
    if (result == 0 && handle_of(fd)) append(TRUNCATE, handle_of(fd), (uint64_t)length, 0, NULL, 0);
    return result;
}
int ftruncate64(int fd, off_t length) { return ftruncate(fd, length); }

#define SYNC(name) \
    int name(int fd) { \
        uint32_t handle = handle_of(fd); \
        int result; \
        if (handle) append(SYNC_BEGIN, handle, 0, 0, NULL, 0); \
        result = REAL(name)(fd); \
        if (handle && result == 0) append(SYNC_END, handle, 0, 0, NULL, 0); \
        return result; \
    }
SYNC(fsync)
SYNC(fdatasync)

/* Records a change of names: the path, and for a move the path it came from, with a zero between. */
static int named(uint32_t kind, int result, int at, const char *path, int from_at, const char *from) {
    char inside[2 * PATH_MAX], second[PATH_MAX];
    size_t length;
    int known = is_inside(at, path, inside);
    if (from && is_inside(from_at, from, second) != known) {
        kind = NOT_UNDERSTOOD;
        strcpy(inside, "a move into or out of the folder");
        known = 1;
    }
    if (result || !known) return result;
    length = strlen(inside);
    if (from && kind == RENAME) {
        strcpy(inside + length + 1, second);
        length += 1 + strlen(second);
    }
    append(kind, 0, 0, 0, inside, length);
    return result;
}

int rename(const char *from, const char *to) {
    return named(RENAME, REAL(rename)(from, to), AT_FDCWD, to, AT_FDCWD, from);
}
int renameat(int from_at, const char *from, int at, const char *to) {
    return named(RENAME, REAL(renameat)(from_at, from, at, to), at, to, from_at, from);
}
int renameat2(int from_at, const char *from, int at, const char *to, unsigned flags) {
    uint32_t kind = flags & RENAME_EXCHANGE ? NOT_UNDERSTOOD : RENAME;
    return named(kind, REAL(renameat2)(from_at, from, at, to, flags), at, to, from_at, from);
}
int unlink(const char *path) { return named(UNLINK, REAL(unlink)(path), AT_FDCWD, path, 0, NULL); }
int unlinkat(int at, const char *path, int flags) {
    return named(UNLINK, REAL(unlinkat)(at, path, flags), at, path, 0, NULL);
}
int rmdir(const char *path) { return named(UNLINK, REAL(rmdir)(path), AT_FDCWD, path, 0, NULL); }
int mkdir(const char *path, mode_t mode) {
    return named(MAKE_FOLDER, REAL(mkdir)(path, mode), AT_FDCWD, path, 0, NULL);
}
int link(const char *from, const char *to) {
    return named(NOT_UNDERSTOOD, REAL(link)(from, to), AT_FDCWD, to, 0, NULL);
}
int symlink(const char *content, const char *path) {
    return named(NOT_UNDERSTOOD, REAL(symlink)(content, path), AT_FDCWD, path, 0, NULL);
}
int truncate(const char *path, off_t length) {
    return named(NOT_UNDERSTOOD, REAL(truncate)(path, length), AT_FDCWD, path, 0, NULL);
}

/* Changes through memory leave no trace here: the simulation must know which files have them. The call goes straight to
 * the kernel, because finding the real function may need memory itself. */
void *mmap(void *address, size_t length, int protection, int flags, int fd, off_t offset) {
    if ((protection & PROT_WRITE) && (flags & MAP_SHARED) && handle_of(fd)) append(SHARED_MEMORY, handle_of(fd), 0, 0, NULL, 0);
    return (void *)syscall(SYS_mmap, address, length, protection, flags, fd, offset);
}
void *mmap64(void *address, size_t length, int protection, int flags, int fd, off_t offset) {
    return mmap(address, length, protection, flags, fd, offset);
}

/* Changes of content that the simulation does not know. */
#define REFUSE(type, name, fd, parameters, arguments) \
    type name parameters { \
        if (handle_of(fd)) append(NOT_UNDERSTOOD, handle_of(fd), 0, 0, #name, strlen(#name)); \
        return REAL(name) arguments; \
    }
REFUSE(int, fallocate, fd, (int fd, int mode, off_t offset, off_t length), (fd, mode, offset, length))
REFUSE(int, posix_fallocate, fd, (int fd, off_t offset, off_t length), (fd, offset, length))
REFUSE(ssize_t, copy_file_range, to,
       (int from, off_t *from_offset, int to, off_t *offset, size_t count, unsigned flags),
       (from, from_offset, to, offset, count, flags))
REFUSE(ssize_t, pwritev, fd, (int fd, const struct iovec *parts, int count, off_t offset), (fd, parts, count, offset))
