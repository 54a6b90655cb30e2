#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "acts/picture.h"
#include "acts/sign.h"
#include "aide/master.h"
#include "aide/sealer.h"
#include "base/bug.h"
#include "cli/parts.h"
#include "press/xlsx_write.h"
#include "reports/plain.h"
#include "store/migrate.h"

enum { ARENA_LIMIT_BYTES = 512 * 1024 * 1024 };

struct cli_hooks cli_hooks;

static const struct command {
    const char *name;
    int (*run)(struct cli *cli);
    const char *usage;
} commands[] = {
#define COMMAND(name, handler, usage) {#name, handler, usage},
#include "cli/commands.def"
#undef COMMAND
};

struct str cli_word(const struct cli *cli, enum word word)
{
    return word_plain(cli->lang, word);
}

void cli_line(const struct cli *cli, struct str text)
{
    struct buf line; /* names come from data, and a terminal acts on what it is sent */

    buf_init(&line, cli->mem, 256);
    plain_put(&line, text, 0);
    fprintf(stderr, "waarborg%s%s: %.*s\n", cli->name == NULL ? "" : " ",
            cli->name == NULL ? "" : cli->name, (int)line.len, line.at);
}

void cli_says(const struct cli *cli, enum word word, struct word_arg first, struct word_arg second)
{
    cli_line(cli, word_fill(cli->mem, cli->lang, word, first, second));
}

struct str cli_where(const struct cli *cli)
{
    return db_shown(cli->mem, cli->data);
}

static enum lang lang_of(struct str text, enum lang otherwise)
{
    if (str_starts(text, S("en")))
        return LANG_EN;
    return str_starts(text, S("nl")) ? LANG_NL : otherwise;
}

static enum lang lang_of_environment(void)
{
    const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);

        if (value != NULL && *value != 0)
            return lang_of(str_of(value), LANG_NL);
    }
    return LANG_NL;
}

static void print_help(const struct cli *cli, FILE *to)
{
    fprintf(to, "%" STR_FMT "\n\n", STR_ARG(cli_word(cli, WORD_cli_usage)));
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        fprintf(to, "  waarborg %-8s %s\n           %" STR_FMT "\n", commands[i].name,
                commands[i].usage,
                STR_ARG(word_of(cli->lang, S("cli.help."), str_of(commands[i].name))));
    fprintf(to, "\n%" STR_FMT "\n", STR_ARG(cli_word(cli, WORD_cli_common)));
}

/* Every command has these; they are taken out before its own are read. */
static const char *const common_names[] = {"--data",  "--format", "-o",
                                           "--as-of", "--known",  "--lang", "--key-file"};

/* One option at argv[i]: its value after = or in the next place. */
static bool option_value(struct cli *cli, const char *name, int *i, struct str *ret)
{
    size_t len = strlen(name);
    const char *arg = cli->argv[*i];

    if (strncmp(arg, name, len) != 0)
        return false;
    if (arg[len] == '=') {
        *ret = str_of(arg + len + 1);
        return true;
    }
    if (arg[len] != 0 || *i + 1 >= cli->argc)
        return false;
    *ret = str_of(cli->argv[++*i]);
    return true;
}

/* One of the command's own options at argv[i]. */
static bool own_option(struct cli *cli, const struct cli_option *option, int *i)
{
    if (option->flag == NULL)
        return option_value(cli, option->name, i, option->value);
    if (strcmp(cli->argv[*i], option->name) != 0)
        return false;
    *option->flag = true;
    return true;
}

/* What cannot be taken: an option without its value, or no option of ours. */
static enum outcome refuse_option(struct cli *cli, const struct cli_option *options, int n,
                                  struct str arg)
{
    for (int k = 0; k < n; k++)
        if (options[k].flag == NULL && str_eq(arg, str_of(options[k].name)))
            return job_refuse(&cli->job, arg, S("cli.needs_value"));
    for (size_t k = 0; k < sizeof common_names / sizeof *common_names; k++)
        if (str_eq(arg, str_of(common_names[k])))
            return job_refuse(&cli->job, arg, S("cli.needs_value"));
    return job_refuse_with(&cli->job, S(""), S("cli.unknown_option"), arg);
}

enum outcome cli_options(struct cli *cli, const struct cli_option *options, int n)
{
    int kept = 0;

    for (int i = 0; i < cli->argc; i++) {
        const char *arg = cli->argv[i];
        bool hit = false;

        for (int k = 0; k < n && !hit; k++)
            hit = own_option(cli, &options[k], &i);
        if (hit)
            continue;
        /* A role that is taken away is written -ciso, and - alone is standard input. */
        if (arg[0] == '-' && arg[1] != 0 && !(arg[1] >= 'a' && arg[1] <= 'z'))
            return refuse_option(cli, options, n, str_of(arg));
        cli->argv[kept++] = cli->argv[i];
    }
    cli->argc = kept;
    return DONE;
}

/* REFUSED when the program does not speak the language that was asked. */
static enum outcome take_common(struct cli *cli)
{
    struct str lang = {NULL, 0};
    struct str *const common[] = {&cli->data,  &cli->format, &cli->out,
                                  &cli->as_of, &cli->known,  &lang, &cli->key_file};
    int kept = 0;

    for (int i = 0; i < cli->argc; i++) {
        bool hit = false;

        for (size_t k = 0; k < sizeof common / sizeof *common && !hit; k++)
            hit = option_value(cli, common_names[k], &i, common[k]);
        if (!hit && strcmp(cli->argv[i], "--json") == 0) {
            cli->format = S("json");
            hit = true;
        }
        if (!hit)
            cli->argv[kept++] = cli->argv[i];
    }
    cli->argc = kept;
    if (lang.at != NULL && !str_starts(lang, S("nl")) && !str_starts(lang, S("en")))
        return job_refuse_with(&cli->job, S("--lang"), S("cli.no_such_lang"), lang);
    cli->lang = lang_of(lang, cli->lang);
    return DONE;
}

/* The same words as a form has beside its field: the fault, and where. */
static void say_fault(struct cli *cli, const struct fault *fault)
{
    enum word word;
    struct str text = fault->key;

    if (word_find(fault->key, &word))
        text = word_fill(cli->mem, cli->lang, word, WARG(fault->arg), WARG(S("")));
    if (fault->field.len == 0)
        cli_line(cli, text);
    else
        cli_line(cli, arena_text(cli->mem, "%" STR_FMT ": %" STR_FMT, STR_ARG(fault->field),
                                 STR_ARG(text)));
}

/* The reason in the database's own words, and what to do when the data cannot be written. */
static struct str with_bar(const struct cli *cli, bool perhaps, struct str why)
{
    struct str bar = perhaps ? cli_bar(cli) : S("");

    return bar.len == 0 ? why : arena_text(cli->mem, "%" STR_FMT ". %" STR_FMT, STR_ARG(why),
                                           STR_ARG(bar));
}

int cli_answer(struct cli *cli, enum outcome o)
{
    struct faults *faults = &cli->job.faults;
    size_t n = cli->said ? 0 : faults_kept(faults);

    cli_name_options(faults);
    for (size_t i = 0; o != DONE && i < n; i++)
        say_fault(cli, faults_at(faults, i));
    switch (o) {
    case DONE:
        return 0;
    case REFUSED:
        return 2;
    case FORBIDDEN:
        return 3;
    case NOT_THERE:
        if (n == 0 && !cli->said)
            cli_says(cli, cli->as_of.len > 0 ? WORD_cli_not_there_then : WORD_cli_not_there,
                     WARG(cli->as_of), WORD_NO_ARG);
        return 4;
    case CLASHED:
        cli_says(cli, WORD_cli_clashed, WARG(S("")), WARG(S("")));
        return 5;
    case BROKEN:
    case OUTCOME_COUNT:
        break;
    }
    if (!cli->said)
        cli_says(cli, WORD_cli_broken, WARG(with_bar(cli, cli->job.full, cli->job.broke)),
                 WARG(S("")));
    return 6;
}

/* Why the data cannot be used; cli_answer then has nothing to add. */
static enum outcome say_no(struct cli *cli, enum outcome o, enum word word, struct str why)
{
    cli_says(cli, word, WARG(cli_where(cli)), WARG(why));
    cli->said = true;
    return o;
}

enum word cli_unfit(enum migrate_state state)
{
    return state == MIGRATE_NEWER ? WORD_cli_newer : WORD_cli_no_data;
}

/* Makes the tables of a new file; a file of something else is left alone. */
static enum outcome settle_tables(struct cli *cli, bool create)
{
    enum migrate_state state;
    struct str why = S("");
    enum outcome o = migrate_look(cli->db, cli->mem, &state, &why);

    if (o != DONE)
        return say_no(cli, o, WORD_cli_no_data, why);
    switch (state) {
    case MIGRATE_CURRENT:
        return DONE;
    case MIGRATE_EMPTY:
        return create ? migrate_run(cli->db, cli->mem, &cli->job.broke)
                      : say_no(cli, NOT_THERE, WORD_cli_empty, why);
    case MIGRATE_OLDER:
        return say_no(cli, REFUSED, WORD_cli_older, why);
    case MIGRATE_NEWER:
    case MIGRATE_FOREIGN:
        break;
    }
    return say_no(cli, BROKEN, cli_unfit(state), why);
}

enum outcome cli_open(struct cli *cli, bool create)
{
    struct str why = S("");
    enum outcome o = db_open(cli->mem, cli->data, create, &cli->db, &why);

    if (o != DONE)
        return say_no(cli, o, o == NOT_THERE ? WORD_cli_no_file : WORD_cli_no_data,
                      with_bar(cli, o == BROKEN, why));
    cli->job.db = cli->db;
    if ((o = settle_tables(cli, create)) != DONE)
        return o;
    if (db_read(cli->db) != DONE)
        return job_broke(&cli->job);
    o = job_identify(&cli->job, 0);
    cli->job.roles = UINT32_MAX;
    if (o != NOT_THERE)
        return o;
    /* init and demo make the first */
    return create ? DONE : say_no(cli, NOT_THERE, WORD_cli_empty, why);
}

void cli_name_options(struct faults *faults)
{
    static const struct { const char *page, *here; } names[] = {
        {"op", "--as-of"}, {"bekend", "--known"}, {"norm", "--norm"}, {"selectie", "--profile"},
        {"by", "--by"}, {"van", "FROM"}, {"naar", "TO"}, {"move", "--move"},
        {"besluit", "--accept"}, {"name", "--name"}, {"job_title", "--title"},
        {"email", "--email"}, {"password", "--password-file"}, {"from", "--from"},
        {"until", "--until"}, {"why", "--why"}, {"field", "--field"}, {"file", "FILE"},
    };

    for (size_t i = 0; i < faults_kept(faults); i++) {
        struct fault *fault = faults_at(faults, i);

        for (size_t k = 0; k < sizeof names / sizeof *names; k++)
            if (str_eq(fault->field, str_of(names[k].page))) {
                fault->field = str_of(names[k].here);
                break;
            }
    }
}

enum outcome cli_look(struct cli *cli)
{
    struct day on = {0};
    struct day known = {0};

    if (cli->as_of.len > 0 && !day_of_text(cli->as_of, &on))
        return job_refuse_with(&cli->job, S("--as-of"), S("value.day"), cli->as_of);
    if (cli->known.len > 0 && !day_of_text(cli->known, &known))
        return job_refuse_with(&cli->job, S("--known"), S("value.day"), cli->known);
    db_rollback(cli->db);
    return picture_open(&cli->job, on, known);
}

enum outcome cli_bytes(struct cli *cli, struct str bytes)
{
    FILE *own = NULL;
    FILE *file;
    bool wrote;

    if (cli->out.len > 0 && (own = fopen(arena_str(cli->mem, cli->out).at, "wb")) == NULL) {
        cli->job.broke = arena_text(cli->mem, "%" STR_FMT ": %m", STR_ARG(cli->out));
        return BROKEN;
    }
    file = own == NULL ? stdout : own;
    wrote = fwrite(bytes.at, 1, bytes.len, file) == bytes.len && fflush(file) == 0;
    if (own != NULL)
        wrote = fclose(own) == 0 && wrote;
    if (wrote)
        return DONE;
    cli->job.broke = arena_text(cli->mem, "%" STR_FMT ": %m", STR_ARG(cli->out));
    return BROKEN;
}

struct str cli_format(const struct cli *cli)
{
    if (cli->format.len > 0)
        return cli->format;
    if (str_ends(cli->out, S(".xlsx")))
        return S("xlsx");
    if (str_ends(cli->out, S(".csv")))
        return S("csv");
    if (str_ends(cli->out, S(".json")))
        return S("json");
    return str_ends(cli->out, S(".html")) ? S("html") : S("text");
}

int cli_width(const struct cli *cli)
{
    struct winsize size;

    if (cli->out.len > 0 || !isatty(STDOUT_FILENO))
        return 0;
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 120;
}

enum outcome cli_paper(struct cli *cli, const struct paper *paper)
{
    struct str format = cli_format(cli);
    struct buf out;
    enum outcome o = DONE;

    buf_init(&out, cli->mem, 64 * 1024);
    if (str_eq(format, S("text")))
        paper_plain(&out, paper, cli_width(cli));
    else if (str_eq(format, S("csv")))
        table_csv(&out, &paper->tables[0]);
    else if (str_eq(format, S("json")))
        paper_json(&out, paper);
    else if (str_eq(format, S("html")))
        paper_html(&out, paper);
    else if (str_eq(format, S("xlsx")))
        o = xlsx_write(&out, paper, cli->job.now);
    else
        return job_refuse_with(&cli->job, S("--format"), S("cli.format"), format);
    return o == DONE ? cli_bytes(cli, buf_str(&out)) : o;
}

/* The doors are opened above this room. */
int cli_serve(struct cli *cli)
{
    return cli_hooks.serve(cli);
}

/* A command runs as a job does: within its memory, and undone where it stops. */
struct run {
    struct cli *cli;
    int (*command)(struct cli *cli);
    int status;
};

static enum outcome work(struct job *job, void *arg)
{
    struct run *run = arg;

    (void)job;
    run->status = run->command(run->cli);
    return DONE;
}

static int run(struct cli *cli)
{
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        struct run it = {cli, commands[i].run, 0};
        enum outcome o;

        if (strcmp(cli->name, commands[i].name) != 0)
            continue;
        if (cli->argc > 0 && strcmp(cli->argv[0], "--help") == 0) {
            printf("waarborg %s %s\n%" STR_FMT "\n", commands[i].name, commands[i].usage,
                   STR_ARG(word_of(cli->lang, S("cli.help."), str_of(commands[i].name))));
            return 0;
        }
        o = job_run(&cli->job, work, &it);
        db_close(cli->db);
        return o == DONE ? it.status : cli_answer(cli, o);
    }
    cli_says(cli, WORD_cli_unknown_command, WARG(str_of(cli->name)), WARG(S("")));
    return 2;
}

int cli_run(int argc, char **argv, const struct cli_hooks *hooks)
{
    const char *data = getenv("WAARBORG_DATA");
    struct cli cli = {.argc = argc - 1, .argv = argv + 1};
    enum outcome o;
    int status;

    cli_hooks = *hooks;
    cli.mem = arena_new(ARENA_LIMIT_BYTES);
    MUST(cli.mem != NULL);
    cli.now = hooks->clock();
    cli.lang = lang_of_environment();
    cli.data = data == NULL || *data == 0 ? S("waarborg.db") : str_of(data);
    job_start(&cli.job, cli.mem, NULL, cli.now);
    o = take_common(&cli);
    cli.job.lang = cli.lang;
    if (o != DONE) {
        status = cli_answer(&cli, o);
    } else if (cli.argc == 0) {
        print_help(&cli, stderr);
        status = 2;
    } else if (strcmp(cli.argv[0], "help") == 0 || strcmp(cli.argv[0], "--help") == 0) {
        print_help(&cli, stdout);
        status = 0;
    } else if (strcmp(cli.argv[0], "--version") == 0) {
        printf("waarborg %s\n", hooks->version);
        status = 0;
    } else {
        cli.name = cli.argv[0];
        cli.argv++;
        cli.argc--;
        sealer_at(master_where(cli.mem, cli.key_file, cli.data));
        status = run(&cli);
        aide_stop();
    }
    arena_free(cli.mem);
    return status;
}
