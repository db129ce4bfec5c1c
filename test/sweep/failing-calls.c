/*
 * Preloaded into the program under test: one system call on a file under FAULT_ROOT fails, or the process dies there.
 *
 * FAULT_LOG    each call is appended to this file: "number call path"
 * FAULT_NTH    which of the calls fails, from 1; 0: none
 * FAULT_ERROR  the number of the error; "kill": the process dies before the call; "stop": it is stopped there
 * FAULT_AFTER  if set, all later calls of the same kind under that folder fail too
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int seen = 0;
static const char *failed = NULL;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int is_under(const char *root, const char *path) {
  if (!root || !path) return 0;
  char full[2 * PATH_MAX + 2];
  if (path[0] == '/') snprintf(full, sizeof full, "%s", path);
  else {
    char here[PATH_MAX];
    if (!getcwd(here, sizeof here)) return 0;
    snprintf(full, sizeof full, "%s/%s", here, path);
  }
  size_t length = strlen(root);
  return strncmp(full, root, length) == 0 && (full[length] == '/' || full[length] == 0);
}

static const char *path_of(int fd, char *into) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, into, PATH_MAX - 1);
  if (length < 0) return NULL;
  into[length] = 0;
  /* A pipe or a socket has no path. */
  return into[0] == '/' ? into : NULL;
}

/* 0: the call goes on. Otherwise errno is set. */
static int fails(const char *call, const char *path) {
  if (!is_under(getenv("FAULT_ROOT"), path)) return 0;
  pthread_mutex_lock(&lock);
  int before = errno;
  int nth = atoi(getenv("FAULT_NTH") ?: "0");
  const char *error = getenv("FAULT_ERROR") ?: "5";
  seen += 1;
  int hit = seen == nth || (failed && strcmp(failed, call) == 0 && is_under(getenv("FAULT_AFTER"), path));
  if (seen == nth) failed = call;
  const char *log = getenv("FAULT_LOG");
  if (log && (nth == 0 || hit)) {
    int file = REAL(open)(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    char line[PATH_MAX + 64];
    int length = snprintf(line, sizeof line, "%d %s %s\n", seen, call, path);
    if (file >= 0) {
      if (REAL(write)(file, line, length) < 0) abort();
      REAL(close)(file);
    }
  }
  if (hit && strcmp(error, "kill") == 0) kill(getpid(), SIGKILL);
  if (hit && strcmp(error, "stop") == 0) {
    kill(getpid(), SIGSTOP);
    hit = 0;
  }
  errno = hit ? atoi(error) : before;
  pthread_mutex_unlock(&lock);
  return hit;
}

static int fails_at(const char *call, int fd) {
  char path[PATH_MAX];
  if (fd < 3) return 0;
  return fails(call, path_of(fd, path));
}

#define NEEDS_MODE(flags) ((flags) & (O_CREAT | O_TMPFILE))
#define MODE_OF(flags) \
  mode_t mode = 0; \
  if (NEEDS_MODE(flags)) { \
    va_list more; \
    va_start(more, flags); \
    mode = va_arg(more, mode_t); \
    va_end(more); \
  }
#define OPEN_CALL(flags) (((flags) & O_CREAT) ? "create" : "open")

int open(const char *path, int flags, ...) {
  MODE_OF(flags)
  return fails(OPEN_CALL(flags), path) ? -1 : REAL(open)(path, flags, mode);
}
int open64(const char *path, int flags, ...) {
  MODE_OF(flags)
  return fails(OPEN_CALL(flags), path) ? -1 : REAL(open64)(path, flags, mode);
}
int openat(int at, const char *path, int flags, ...) {
  MODE_OF(flags)
  return at == AT_FDCWD && fails(OPEN_CALL(flags), path) ? -1 : REAL(openat)(at, path, flags, mode);
}
int openat64(int at, const char *path, int flags, ...) {
  MODE_OF(flags)
  return at == AT_FDCWD && fails(OPEN_CALL(flags), path) ? -1 : REAL(openat64)(at, path, flags, mode);
}

#define AT_FILE(type, name, call, params, args) \
  type name params { return fails_at(call, fd) ? (type)-1 : REAL(name) args; }
AT_FILE(ssize_t, read, "read", (int fd, void *to, size_t n), (fd, to, n))
AT_FILE(ssize_t, pread, "read", (int fd, void *to, size_t n, off_t at), (fd, to, n, at))
AT_FILE(ssize_t, pread64, "read", (int fd, void *to, size_t n, off64_t at), (fd, to, n, at))
AT_FILE(ssize_t, write, "write", (int fd, const void *from, size_t n), (fd, from, n))
AT_FILE(ssize_t, pwrite, "write", (int fd, const void *from, size_t n, off_t at), (fd, from, n, at))
AT_FILE(ssize_t, pwrite64, "write", (int fd, const void *from, size_t n, off64_t at), (fd, from, n, at))
AT_FILE(ssize_t, writev, "write", (int fd, const struct iovec *from, int n), (fd, from, n))
AT_FILE(ssize_t, pwritev, "write", (int fd, const struct iovec *from, int n, off_t at), (fd, from, n, at))
AT_FILE(ssize_t, pwritev64, "write", (int fd, const struct iovec *from, int n, off64_t at), (fd, from, n, at))
AT_FILE(int, fsync, "fsync", (int fd), (fd))
AT_FILE(int, fdatasync, "fsync", (int fd), (fd))
AT_FILE(int, ftruncate, "ftruncate", (int fd, off_t n), (fd, n))
AT_FILE(int, ftruncate64, "ftruncate", (int fd, off64_t n), (fd, n))
AT_FILE(int, fchmod, "chmod", (int fd, mode_t mode), (fd, mode))

#define AT_PATH(type, name, call, path, params, args) \
  type name params { return fails(call, path) ? (type)-1 : REAL(name) args; }
AT_PATH(int, rename, "rename", to, (const char *from, const char *to), (from, to))
AT_PATH(int, link, "link", to, (const char *from, const char *to), (from, to))
AT_PATH(int, unlink, "unlink", path, (const char *path), (path))
AT_PATH(int, remove, "unlink", path, (const char *path), (path))
AT_PATH(int, rmdir, "rmdir", path, (const char *path), (path))
AT_PATH(int, mkdir, "mkdir", path, (const char *path, mode_t mode), (path, mode))
AT_PATH(int, chmod, "chmod", path, (const char *path, mode_t mode), (path, mode))
int unlinkat(int at, const char *path, int flags) {
  char folder[PATH_MAX], full[2 * PATH_MAX + 2];
  if (at == AT_FDCWD || path[0] == '/') snprintf(full, sizeof full, "%s", path);
  else snprintf(full, sizeof full, "%s/%s", path_of(at, folder) ?: "", path);
  return fails(flags & AT_REMOVEDIR ? "rmdir" : "unlink", full) ? -1 : REAL(unlinkat)(at, path, flags);
}
char *mkdtemp(char *path) { return fails("mkdir", path) ? NULL : REAL(mkdtemp)(path); }
ssize_t sendfile(int fd, int from, off_t *at, size_t n) {
  static ssize_t (*real)(int, int, off_t *, size_t);
  if (!real) real = dlsym(RTLD_NEXT, "sendfile");
  return fails_at("write", fd) ? -1 : real(fd, from, at, n);
}
ssize_t sendfile64(int fd, int from, off64_t *at, size_t n) {
  static ssize_t (*real)(int, int, off64_t *, size_t);
  if (!real) real = dlsym(RTLD_NEXT, "sendfile64");
  return fails_at("write", fd) ? -1 : real(fd, from, at, n);
}
ssize_t copy_file_range(int from, off64_t *at, int fd, off64_t *to, size_t n, unsigned flags) {
  return fails_at("write", fd) ? -1 : REAL(copy_file_range)(from, at, fd, to, n, flags);
}
