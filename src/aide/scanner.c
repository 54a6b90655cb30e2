#include "aide/scanner.h"

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "aide/instream.h"
#include "aide/packet.h"
#include "cage/cage.h"

enum { HANDS = 2, WHOLE_MS = 30000, PING_MS = 3000, ASK_MS = 40000, ROOM_BYTES = 1024 * 1024 };

static char socket_path[SCAN_PATH_BYTES + 1];

/* ---- in the scanner ---- */

static bool begin(void)
{
    struct cage cage = {.kind = CAGE_SCANNER};
    const char *why;

    return cage_enter(&cage, &why) == DONE;
}

/* The question is how many bytes the file has, or `ping`. */
static struct str answer(struct arena *mem, struct str question, int file)
{
    static const char *const kinds[] = {"none", "clean", "found", "unscanned"};
    struct scan said;
    int64_t size;

    if (str_eq(question, S("ping")))
        said = instream_ping(mem, socket_path, packet_clock_ms() + PING_MS);
    else if (str_int(question, &size) && size >= 0 && file >= 0)
        said = instream_scan(mem, socket_path, file, size, packet_clock_ms() + WHOLE_MS);
    else
        said = (struct scan){SCAN_UNSCANNED, S("no such question")};
    return arena_text(mem, "%s %" STR_FMT, kinds[said.is], STR_ARG(said.words));
}

static struct aide scanner = {
    .name = "scanner", .hands = HANDS, .limit_s = WHOLE_MS / 1000 + 5,
    .arena_limit_bytes = ROOM_BYTES, .begin = begin, .answer = answer,
};

/* ---- who asks ---- */

bool scanner_at(struct str path)
{
    if (path.len > SCAN_PATH_BYTES)
        return false;
    memcpy(socket_path, path.at == NULL ? "" : path.at, path.len);
    socket_path[path.len] = '\0';
    return true;
}

bool scanner_start(void)
{
    return socket_path[0] == '\0' || aide_start(&scanner);
}

static struct scan ask(struct arena *mem, struct str question, int file)
{
    struct scan said = {SCAN_UNSCANNED, {NULL, 0}};
    struct str answered;
    struct str kind;

    if (aide_ask(&scanner, mem, question, file, ASK_MS, true, &answered, &said.words) != DONE)
        return said;
    kind = str_cut(answered, ' ', &said.words);
    if (str_eq(kind, S("clean")))
        said.is = SCAN_CLEAN;
    else if (str_eq(kind, S("found")))
        said.is = SCAN_FOUND;
    return said;
}

static bool write_all(int file, struct str bytes)
{
    while (bytes.len > 0) {
        ssize_t n = write(file, bytes.at, bytes.len);

        if (n <= 0)
            return false;
        bytes = str_sub(bytes, (size_t)n, bytes.len);
    }
    return true;
}

struct scan scanner_ask(struct arena *mem, struct str bytes)
{
    struct scan said = {SCAN_UNSCANNED, S("no memory for a copy")};
    int file;

    if (socket_path[0] == '\0')
        return (struct scan){SCAN_NONE, S("")};
    /* clamd calls what is larger than its own limit clean, unless it is told otherwise. */
    if (bytes.len > SCAN_BYTES)
        return (struct scan){SCAN_UNSCANNED, S("larger than clamd is given")};
    file = memfd_create("scan", MFD_CLOEXEC);
    if (file >= 0 && write_all(file, bytes))
        said = ask(mem, arena_text(mem, "%zu", bytes.len), file);
    if (file >= 0)
        close(file);
    return said;
}

struct scan scanner_there(struct arena *mem)
{
    if (socket_path[0] == '\0')
        return (struct scan){SCAN_NONE, S("")};
    return ask(mem, S("ping"), -1);
}
