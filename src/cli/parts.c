#include "cli/parts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

#include "acts/breached.h"
#include "acts/organisation.h"
#include "reports/plain.h"
#include "store/bar.h"

enum { LINE_BYTES_MAX = 1024, BAR = 40 };

enum outcome cli_open_empty(struct cli *cli)
{
    enum outcome o = cli_open(cli, true);

    if (o == DONE && cli->job.org != 0)
        return job_refuse_with(&cli->job, S("--data"), S("cli.has_organisation"),
                               cli_where(cli));
    return o;
}

bool cli_is_fresh(const struct cli *cli)
{
    return !str_starts(cli->data, S("postgres")) &&
           access(arena_str(cli->mem, cli->data).at, F_OK) != 0;
}

void cli_forget(struct cli *cli)
{
    static const char *const endings[] = {"", "-wal", "-shm", "-lock"};

    db_close(cli->db);
    cli->db = NULL;
    cli->job.db = NULL;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        unlink(arena_text(cli->mem, "%" STR_FMT "%s", STR_ARG(cli->data), endings[i]).at);
}

struct str cli_bar(const struct cli *cli)
{
    struct str path = S("");

    switch (bar_find(cli->mem, cli->data, &path)) {
    case BAR_DISK:
        return word_fill(cli->mem, cli->lang, WORD_cli_bar_disk, WARG(path), WORD_NO_ARG);
    case BAR_RIGHTS:
        return word_fill(cli->mem, cli->lang, WORD_cli_bar_rights, WARG(path), WORD_NO_ARG);
    case BAR_NONE:
        break;
    }
    return S("");
}

enum outcome cli_no_more(struct cli *cli)
{
    if (cli->argc == 0)
        return DONE;
    return job_refuse_with(&cli->job, S(""), S("cli.argument"), str_of(cli->argv[0]));
}

struct str cli_take(struct cli *cli)
{
    if (cli->argc == 0)
        return (struct str){NULL, 0};
    cli->argc--;
    return str_of(*cli->argv++);
}

enum outcome cli_need(struct cli *cli, struct str *ret)
{
    *ret = cli_take(cli);
    return ret->at == NULL ? cli_usage(cli) : DONE;
}

enum outcome cli_usage(struct cli *cli)
{
    static const struct {
        const char *name;
        const char *usage;
    } all[] = {
#define COMMAND(name, handler, usage) {#name, usage},
#include "cli/commands.def"
#undef COMMAND
    };

    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strcmp(cli->name, all[i].name) == 0)
            return job_refuse_with(&cli->job, S(""), S("cli.use"),
                arena_text(cli->mem, "waarborg %s %s", all[i].name, all[i].usage));
    return REFUSED;
}

enum outcome cli_number(struct cli *cli, struct str option, struct str text, int64_t least,
                        int64_t *ret)
{
    if (text.at == NULL)
        return DONE;
    if (!str_int(text, ret) || *ret < least)
        return job_refuse_with(&cli->job, option, S("value.number"), text);
    return DONE;
}

enum outcome cli_table(struct cli *cli, const struct table *table)
{
    struct paper paper = {.title = table->title, .tables = table, .n_tables = 1,
                          .lang = cli->lang};
    struct organisation org;
    struct buf out;
    enum outcome o;

    if (str_eq(cli_format(cli), S("text"))) { /* a list at the keyboard wants no letterhead */
        buf_init(&out, cli->mem, 16 * 1024);
        table_plain(&out, table, cli->lang, cli_width(cli));
        return cli_bytes(cli, buf_str(&out));
    }
    if (cli->job.org != 0) {
        if ((o = act_organisation_get(&cli->job, &org)) != DONE)
            return o;
        paper.org = org.name;
        paper.as_of = cli->job.on;
    }
    return cli_paper(cli, &paper);
}

static struct str cell_text(struct cli *cli, const struct cell *cell)
{
    char *text = arena_alloc(cli->mem, MOMENT_TEXT_BYTES);

    switch (cell->kind) {
    case CELL_TEXT:
        return cell->text;
    case CELL_INT:
        return arena_text(cli->mem, "%lld", (long long)cell->n);
    case CELL_DAY:
        return day_text(cell->day, text);
    case CELL_MOMENT:
        return moment_text(cell->at, text);
    case CELL_FLAG:
        return cli_word(cli, cell->flag ? WORD_yes : WORD_no);
    case CELL_EMPTY:
        break;
    }
    return S("");
}

enum outcome cli_record(struct cli *cli, const struct table *table)
{
    struct buf out;

    if (!str_eq(cli_format(cli), S("text")))
        return cli_table(cli, table);
    buf_init(&out, cli->mem, 1024);
    for (int i = 0; i < table->n_columns; i++) {
        struct str text = cell_text(cli, table_cell(table, 0, i));

        if (text.len == 0)
            continue;
        buf_put(&out, table->columns[i].label);
        buf_put(&out, S(": "));
        plain_put(&out, text, 0);
        buf_char(&out, '\n');
    }
    return cli_bytes(cli, buf_str(&out));
}

struct column cli_column(const struct cli *cli, struct str name, enum word label, int width)
{
    return (struct column){name, cli_word(cli, label), width};
}

void cli_progress(int64_t done, int64_t all)
{
    static int shown = -1;
    int filled = all <= 0 || done >= all ? BAR : (int)(done * BAR / all);
    char bar[BAR + 1];

    if (!isatty(STDERR_FILENO) || filled == shown)
        return;
    shown = filled;
    for (int i = 0; i < BAR; i++)
        bar[i] = i < filled ? '#' : '.';
    bar[BAR] = 0;
    fprintf(stderr, "\r[%s]", bar);
    if (filled == BAR) {
        fprintf(stderr, "\r%*s\r", BAR + 2, "");
        shown = -1;
    }
}

bool cli_asks(void)
{
    return isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

/* A line without its end; NULL when there is none or it is too long. */
static char *read_line(struct arena *mem, FILE *file)
{
    char *line = arena_alloc(mem, LINE_BYTES_MAX);
    size_t n;

    if (fgets(line, LINE_BYTES_MAX, file) == NULL)
        return NULL;
    n = strcspn(line, "\r\n");
    if (line[n] == 0 && n + 1 == LINE_BYTES_MAX)
        return NULL;
    line[n] = 0;
    return line;
}

static enum outcome no_answer(struct cli *cli)
{
    return job_refuse(&cli->job, S(""), S("cli.no_answer"));
}

enum outcome cli_ask(struct cli *cli, enum word word, bool secret, struct str *ret)
{
    struct termios plain;
    struct termios quiet;
    bool hidden = secret && tcgetattr(STDIN_FILENO, &plain) == 0;
    char *line;

    fprintf(stderr, "%" STR_FMT " ", STR_ARG(cli_word(cli, word)));
    if (hidden) {
        quiet = plain;
        quiet.c_lflag &= ~(tcflag_t)ECHO;
        hidden = tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet) == 0;
    }
    line = read_line(cli->mem, stdin);
    if (hidden) {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &plain);
        fputc('\n', stderr);
    }
    if (line == NULL)
        return no_answer(cli);
    *ret = str_of(line);
    return DONE;
}

static enum outcome not_read(struct cli *cli, struct str path)
{
    bool there = errno != ENOENT;

    cli->job.broke = arena_text(cli->mem, "%" STR_FMT ": %m", STR_ARG(path));
    if (there)
        return BROKEN;
    fault_add(&cli->job.faults, S(""), S("cli.no_such_file"), path);
    return NOT_THERE;
}

enum outcome cli_read_file(struct cli *cli, struct str path, size_t most, struct str *ret_bytes)
{
    int fd = str_eq(path, S("-")) ? STDIN_FILENO
                                  : open(arena_str(cli->mem, path).at, O_RDONLY | O_CLOEXEC);
    struct buf bytes;
    ssize_t n = 1;

    if (fd < 0)
        return not_read(cli, path);
    buf_init(&bytes, cli->mem, 64 * 1024);
    while (n > 0 && bytes.len <= most) {
        buf_room(&bytes, 64 * 1024);
        n = read(fd, bytes.at + bytes.len, bytes.room - bytes.len);
        if (n > 0)
            bytes.len += (size_t)n;
        else if (n < 0 && errno == EINTR)
            n = 1;
    }
    if (n < 0)
        not_read(cli, path);
    if (fd != STDIN_FILENO)
        close(fd);
    if (n < 0)
        return BROKEN;
    if (bytes.len > most)
        return job_refuse_with(&cli->job, path, S("cli.large"),
                               arena_text(cli->mem, "%zu", most >> 20));
    *ret_bytes = buf_str(&bytes);
    return DONE;
}

static enum outcome ask_twice(struct cli *cli, struct str *ret)
{
    struct str again;
    enum outcome o;

    if ((o = cli_ask(cli, WORD_cli_ask_password, true, ret)) != DONE ||
        (o = cli_ask(cli, WORD_cli_ask_again, true, &again)) != DONE)
        return o;
    return str_eq(*ret, again) ? DONE
                               : job_refuse(&cli->job, S("password"), S("cli.not_the_same"));
}

enum outcome cli_breached(struct cli *cli, struct str option)
{
    const char *named = getenv("WAARBORG_BREACHED");
    struct str path = option.at != NULL ? option : str_of(named);
    struct str from = option.at != NULL ? S("--breached") : S("WAARBORG_BREACHED");

    if (path.len == 0)
        return DONE;
    switch (breached_open(arena_str(cli->mem, path).at)) {
    case DONE:
        return DONE;
    case NOT_THERE:
        return job_refuse_with(&cli->job, from, S("cli.breached_none"), path);
    default:
        return job_refuse_with(&cli->job, from, S("cli.breached_other"), path);
    }
}

enum outcome cli_password(struct cli *cli, struct str path, struct str *ret)
{
    struct str rest;
    enum outcome o = cli_breached(cli, (struct str){NULL, 0});

    if (o != DONE)
        return o;
    if (path.at == NULL)
        return cli_asks() ? ask_twice(cli, ret)
                          : job_refuse(&cli->job, S("--password-file"), S("value.required"));
    if ((o = cli_read_file(cli, path, LINE_BYTES_MAX, ret)) != DONE)
        return o;
    *ret = str_cut(*ret, '\n', &rest);
    if (str_ends(*ret, S("\r")))
        ret->len--;
    return DONE;
}
