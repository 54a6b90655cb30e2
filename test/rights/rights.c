/* Every address and command, and which right it takes: what docs/rights.md tells and what
 * test/rights walks, from the tables that the program runs by.
 *
 *     rights FILE           is docs/rights.md what the tables say?
 *     rights --write FILE   makes it so; ./check bless does
 *     rights --json         the tables, for programs
 */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/bug.h"
#include "ledger/leave.h"
#include "model/noun.h"
#include "model/person.h"

enum door { WEB, API };

struct line {
    enum door door;
    const char *method, *address;
    uint64_t asks;
};

#define ROUTE(method, address, handler, asks, ...) {WEB, #method, address, asks},
#define GET(address, asks, ...) {API, "GET", address, asks},
#define DO(method, status, address, asks, ...) {API, #method, address, asks},
static const struct line lines[] = {
#include "web/routes.def"
#include "api/routes.def"
};
#undef ROUTE
#undef GET
#undef DO

#define COMMAND(name, handler, usage) {#name, usage},
static const struct {
    const char *name, *usage;
} commands[] = {
#include "cli/commands.def"
};
#undef COMMAND

enum { LINES_N = sizeof lines / sizeof *lines, COMMANDS_N = sizeof commands / sizeof *commands,
       ROOM_BYTES = 1 << 22, FILE_BYTES = 1 << 18 };

/* What it takes beside the few minutes. */
static uint64_t lasting(uint64_t asks)
{
    return asks & ~FRESH;
}

static bool has(uint64_t asks, int right, bool all)
{
    return (asks & UINT64_C(1) << (right + (all ? (int)LEAVE_ALL_SHIFT : 0))) != 0;
}

/* ---- the document ---- */

static void put_table(struct buf *out)
{
    static const char *const words[] = {"–", "own", "all"};

    buf_put(out, S("| role |"));
    for (int right = 0; right < RIGHT_COUNT; right++)
        buf_text(out, " %s |", right_choices.words[right]);
    buf_put(out, S("\n|---|"));
    for (int right = 0; right < RIGHT_COUNT; right++)
        buf_put(out, S("---|"));
    for (int role = 1; role < ROLE_COUNT; role++) {
        buf_text(out, "\n| %s |", role_choices.words[role]);
        for (int right = 0; right < RIGHT_COUNT; right++)
            buf_text(out, " %s |", words[leave_role_may(role, (enum right)right)]);
    }
}

static void put_asks(struct buf *out, uint64_t asks)
{
    const char *between = "";

    if (lasting(asks) == ANYBODY)
        buf_put(out, S("–"));
    for (int right = 0; right < RIGHT_COUNT; right++)
        for (int all = 0; all < 2; all++)
            if (has(asks, right, all)) {
                buf_text(out, "%s%s%s", between, right_choices.words[right],
                         all ? ", of all" : "");
                between = " or ";
            }
    if (lasting(asks) == ACCOUNT)
        buf_put(out, S("own account"));
    if ((asks & FRESH) != 0)
        buf_put(out, S("; fresh"));
}

/* Of a role: 0 closed, 1 for what is their own, 2 for every row. */
static int opens(int role, uint64_t asks)
{
    int most = LEAVE_NO;

    for (int right = 0; right < RIGHT_COUNT; right++) {
        int may = leave_role_may(role, (enum right)right);

        if (has(asks, right, false) && may > most)
            most = may;
        if (has(asks, right, true) && may == LEAVE_ALL)
            most = LEAVE_ALL;
    }
    return most;
}

static void put_who(struct buf *out, uint64_t asks)
{
    const char *between = "";

    if (lasting(asks) == ANYBODY || lasting(asks) == ACCOUNT) {
        buf_put(out, lasting(asks) == ANYBODY ? S("anybody") : S("who is signed in"));
        return;
    }
    for (int role = 1; role < ROLE_COUNT; role++)
        if (opens(role, asks) != LEAVE_NO) {
            buf_text(out, "%s%s%s", between, role_choices.words[role],
                     opens(role, asks) == LEAVE_OWN ? " (own)" : "");
            between = ", ";
        }
}

static void put_lines(struct buf *out, enum door door)
{
    buf_put(out, S("| address | takes | opens for |\n|---|---|---|\n"));
    for (int i = 0; i < LINES_N; i++) {
        if (lines[i].door != door)
            continue;
        buf_text(out, "| %s `%s` | ", lines[i].method, lines[i].address);
        put_asks(out, lines[i].asks);
        buf_put(out, S(" | "));
        put_who(out, lines[i].asks);
        buf_put(out, S(" |\n"));
    }
}

static void put_members(struct buf *out, const struct noun *noun, unsigned flag)
{
    const char *between = "";

    for (int i = 0; i < noun->n_fields; i++) {
        unsigned flags = noun->fields[i].flags;

        if ((flags & flag) == 0 || (flag == FIXED && (flags & OURS) != 0))
            continue;
        buf_text(out, "%s`%s`", between, noun->fields[i].name);
        between = ", ";
    }
    if (*between == 0)
        buf_put(out, S("–"));
}

static void put_nouns(struct buf *out)
{
    buf_put(out, S("| record | the program fills in | set when it is made |\n|---|---|---|\n"));
    for (int i = 0; i < noun_all_n; i++) {
        buf_text(out, "| %s | ", noun_all[i]->name);
        put_members(out, noun_all[i], OURS);
        buf_put(out, S(" | "));
        put_members(out, noun_all[i], FIXED);
        buf_put(out, S(" |\n"));
    }
}

static struct str document(struct arena *mem)
{
    struct buf out;

    buf_init(&out, mem, FILE_BYTES);
    buf_put(&out, S(
        "# Rights\n\n"
        "What each role may do, as `src/ledger/leave.c` has it. `own` reaches what the\n"
        "person owns, carries out or submitted. Written by `./check bless`; `test/rights` walks\n"
        "each cell of it in the running program.\n\n"));
    put_table(&out);
    buf_put(&out, S(
        "\n\nTwo persons: who did anything to a piece of evidence but judge it does not judge it;\n"
        "who did anything to a statement of applicability but adopt it does not adopt it; who\n"
        "did anything to an exception but advise or decide on it does neither on it; who asked an\n"
        "erasure does not erase, and who proposed a provider does not confirm it. Erasing a text\n"
        "counts as doing nothing here. The ledger says who did, not a column. The rule is off only\n"
        "while one single person holds any role.\n\n"
        "A role has a first and a last day, and gives its rights on those days alone. Once two\n"
        "persons have held a role for a day, nobody gives one to themselves, or one that begins\n"
        "today to whom they took in themselves today; a later last day is a giving too.\n\n"
        "Evidence that is marked vertrouwelijk is there only for who submitted it and for who is\n"
        "admitted to it, whatever the role; to others every address answers as if it was not.\n\n"
        "## Which address takes which right\n\n"
        "The door refuses who has the right for no row at all; the act asks leave for the row.\n"
        "Where several rights stand, what is sent decides which of them it takes. `of all`: it\n"
        "shows the whole, so the right for one's own does not do. A right that somebody has for\n"
        "their own only reaches their own rows there. `fresh`: who signed in longer than a few\n"
        "minutes ago shows first whose session it is.\n\n### For people\n\n"));
    put_lines(&out, WEB);
    buf_put(&out, S("\n### For programs\n\nA token has the rights of the person that it acts as, "
                    "on that day.\n\n"));
    put_lines(&out, API);
    buf_put(&out, S(
        "\n### At the keyboard\n\n"
        "Who can run the program on the data acts as `system`, with every right; the machine\n"
        "itself guards that. The two-person rule is about persons, so it does not hold there.\n"
        "The ledger says that it was the keyboard.\n\n"));
    for (int i = 0; i < COMMANDS_N; i++)
        buf_text(&out, "- `%s`\n", commands[i].name);
    buf_put(&out, S(
        "\n## Which members\n\n"
        "A right for a row is one for all its members, to read and to write, but for these. What\n"
        "the program fills in comes from an act with an address of its own, or from the program\n"
        "itself, and is taken from nobody in another way, whatever their role; what is set when a\n"
        "record is made stays as it was. The address of somebody's account is shown to who may\n"
        "give roles and to themselves.\n\n"));
    put_nouns(&out);
    return buf_str(&out);
}

/* ---- for programs ---- */

static void print_rights(uint64_t asks)
{
    const char *between = "";

    printf("[");
    for (int right = 0; right < RIGHT_COUNT; right++)
        for (int all = 0; all < 2; all++)
            if (has(asks, right, all)) {
                printf("%s\"%s%s\"", between, all ? "all " : "", right_choices.words[right]);
                between = ", ";
            }
    printf("]");
}

static bool is_filled_in(const char *name)
{
    for (int noun = 0; noun < noun_all_n; noun++) {
        int at = noun_field(noun_all[noun], str_of(name));

        if (at >= 0 && (noun_all[noun]->fields[at].flags & OURS) == 0)
            return true;
    }
    return false;
}

/* The members that nobody fills in, of any noun: the program does. */
static void print_ours(void)
{
    const char *between = "";

    printf("\"ours\": [");
    for (int noun = 0; noun < noun_all_n; noun++)
        for (int i = 0; i < noun_all[noun]->n_fields; i++) {
            const char *name = noun_all[noun]->fields[i].name;

            if (is_filled_in(name))
                continue;
            printf("%s\"%s\"", between, name);
            between = ", ";
        }
    printf("],\n");
}

static void print_json(void)
{
    printf("{");
    print_ours();
    printf("\"roles\": {");
    for (int role = 1; role < ROLE_COUNT; role++) {
        printf("%s\n \"%s\": {", role > 1 ? "," : "", role_choices.words[role]);
        for (int right = 0; right < RIGHT_COUNT; right++)
            printf("%s\"%s\": %d", right > 0 ? ", " : "", right_choices.words[right],
                   leave_role_may(role, (enum right)right));
        printf("}");
    }
    printf("},\n\"lines\": [");
    for (int i = 0; i < LINES_N; i++) {
        printf("%s\n {\"door\": \"%s\", \"method\": \"%s\", \"address\": \"%s\", "
               "\"anybody\": %s, \"account\": %s, \"fresh\": %s, \"asks\": ", i > 0 ? "," : "",
               lines[i].door == WEB ? "web" : "api", lines[i].method, lines[i].address,
               lasting(lines[i].asks) == ANYBODY ? "true" : "false",
               lasting(lines[i].asks) == ACCOUNT ? "true" : "false",
               (lines[i].asks & FRESH) != 0 ? "true" : "false");
        print_rights(lines[i].asks);
        printf("}");
    }
    printf("]}\n");
}

static bool same(struct str text, const char *path)
{
    static char is[FILE_BYTES];
    FILE *file = fopen(path, "rb");
    size_t n = file == NULL ? 0 : fread(is, 1, sizeof is, file);

    if (file != NULL)
        fclose(file);
    if (str_eq((struct str){is, n}, text))
        return true;
    fprintf(stderr, "%s is not what the tables say: ./check bless\n", path);
    return false;
}

static bool written(struct str text, const char *path)
{
    FILE *file = fopen(path, "wb");
    bool ok = file != NULL && fwrite(text.at, 1, text.len, file) == text.len;

    if (file != NULL && fclose(file) != 0)
        ok = false;
    return ok;
}

int main(int argc, char **argv)
{
    struct arena *mem = arena_new(ROOM_BYTES);
    bool ok = true;

    MUST(mem != NULL && argc > 1);
    if (strcmp(argv[1], "--json") == 0)
        print_json();
    else if (argc == 3 && strcmp(argv[1], "--write") == 0)
        ok = written(document(mem), argv[2]);
    else
        ok = same(document(mem), argv[1]);
    arena_free(mem);
    return ok ? 0 : 1;
}
