/* waarborg norm: the frameworks that this program has, and the check of a new one. */
#include "acts/norms.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "catalogue/level_read.h"
#include "catalogue/norm_check.h"
#include "catalogue/norm_count.h"
#include "catalogue/oscal.h"
#include "cli/norms.h"
#include "model/noun.h"

enum { FINDINGS_MAX = 2000, FILES_MAX = 200 };

static enum outcome list(struct cli *cli)
{
    const struct column columns[] = {
        cli_column(cli, S("id"), WORD_cli_col_id, 10),
        cli_column(cli, S("versie"), WORD_cli_col_version, 10),
        cli_column(cli, S("titel"), WORD_col_title, 40),
        cli_column(cli, S("nummers"), WORD_cli_col_numbers, 10),
        cli_column(cli, S("beoordeeld"), WORD_cli_col_assessed, 10),
        cli_column(cli, S("kenmerk"), WORD_cli_col_hash, 66),
    };
    struct table *table;
    size_t n = 0;
    enum outcome o;

    if ((o = cli_options(cli, NULL, 0)) != DONE || (o = cli_no_more(cli)) != DONE)
        return o;
    while (norms_at(&cli->job, (int)n) != NULL)
        n++;
    table = table_new(cli->mem, S("normen"), cli_word(cli, WORD_nav_norms), columns, 6, n);
    for (size_t i = 0; i < n; i++) {
        const struct norm *norm = norms_at(&cli->job, (int)i);

        table_text(table, norm->key);
        table_text(table, norm->version);
        table_text(table, norm->title[cli->lang]);
        table_int(table, norm->n_items);
        table_int(table, norm->n_assessed);
        table_text(table, norm->hash);
    }
    return cli_table(cli, table);
}

static struct str rhythm_text(struct cli *cli, const struct item *item)
{
    struct buf out;

    buf_init(&out, cli->mem, 32);
    for (int i = 0; i < item->n_rhythms; i++)
        buf_text(&out, "%s%" STR_FMT, i == 0 ? "" : " ",
                 STR_ARG(choice_word(&rhythm_choices, (int)item->rhythms[i])));
    return buf_str(&out);
}

static void put_item(struct cli *cli, struct table *table, const struct norm *norm,
                     const struct item *item)
{
    table_text(table, item->label);
    table_text(table, cli_word(cli, item->kind == ITEM_CONTROL ? WORD_kind_control
                                    : item->kind == ITEM_MEASURE ? WORD_kind_measure
                                                                 : WORD_cli_marker));
    table_text(table, item->title[cli->lang]);
    table_text(table, norm->groups[item->group].title[cli->lang]);
    table_flag(table, item->assessed);
    table_flag(table, item->mandatory);
    table_flag(table, item->begin);
    table_text(table, rhythm_text(cli, item));
    table_text(table, item->moved_to == ITEM_NONE ? S("") : norm->items[item->moved_to].label);
}

static enum outcome show(struct cli *cli)
{
    const struct column columns[] = {
        cli_column(cli, S("nummer"), WORD_col_number, 10),
        cli_column(cli, S("soort"), WORD_col_kind, 18),
        cli_column(cli, S("titel"), WORD_col_title, 44),
        cli_column(cli, S("thema"), WORD_col_theme, 16),
        cli_column(cli, S("beoordeeld"), WORD_cli_col_assessed, 10),
        cli_column(cli, S("verplicht"), WORD_cli_col_mandatory, 10),
        cli_column(cli, S("begin"), WORD_cli_col_begin, 10),
        cli_column(cli, S("ritme"), WORD_cli_col_rhythm, 14),
        cli_column(cli, S("verplaatst_naar"), WORD_cli_col_moved, 14),
    };
    const struct norm *norm;
    struct table *table;
    struct str id;
    enum outcome o;

    if ((o = cli_options(cli, NULL, 0)) != DONE || (o = cli_need(cli, &id)) != DONE ||
        (o = cli_no_more(cli)) != DONE)
        return o;
    norm = norms_get(&cli->job, id);
    if (norm == NULL) {
        fault_add(&cli->job.faults, S(""), S("norm.unknown"), id);
        return NOT_THERE;
    }
    table = table_new(cli->mem, S("norm"), norm->title[cli->lang], columns, 9,
                      (size_t)norm->n_items);
    for (int i = 0; i < norm->n_items; i++)
        put_item(cli, table, norm, &norm->items[i]);
    return cli_table(cli, table);
}

/* What was found, over all files. */
struct finding {
    struct str file;
    int line;
    struct str pointer;
    struct str text;
    bool remark;
};

struct validation {
    struct cli *cli;
    struct finding *at;
    size_t n;
    int faults;
};

static void note(struct validation *it, struct finding finding)
{
    it->faults += !finding.remark;
    if (it->n < FINDINGS_MAX)
        it->at[it->n++] = finding;
}

struct str cli_rule(struct cli *cli, struct str key, struct str arg)
{
    struct str full = str_starts(key, S("norm.fault.")) /* words: norm.fault. */
        ? key : arena_text(cli->mem, "norm.fault.%" STR_FMT, STR_ARG(key));
    enum word word;

    return word_find(full, &word)
        ? word_fill(cli->mem, cli->lang, word, WARG(arg), WORD_NO_ARG)
        : arena_text(cli->mem, "%" STR_FMT " %" STR_FMT, STR_ARG(full), STR_ARG(arg));
}

static void note_list(struct validation *it, struct str file, const struct check_list *list,
                      bool remark)
{
    for (int i = 0; i < list->n; i++)
        note(it, (struct finding){file, list->at[i].line, list->at[i].pointer,
                                  cli_rule(it->cli, list->at[i].key, list->at[i].arg), remark});
    if (list->n_more > 0)
        note(it, (struct finding){.file = file, .remark = remark,
            .text = word_fill(it->cli->mem, it->cli->lang, WORD_cli_more_faults,
                              WARG(list->n_more), WORD_NO_ARG)});
}

static enum outcome check_file(struct validation *it, struct str path, struct str *ret_bytes)
{
    struct check_report report;
    enum outcome o = cli_read_file(it->cli, path, OSCAL_BYTES_MAX, ret_bytes);

    if (o != DONE || (o = norm_check(it->cli->mem, *ret_bytes, &report)) != DONE)
        return o;
    note_list(it, path, &report.faults, false);
    note_list(it, path, &report.remarks, true);
    return DONE;
}

static struct str under(struct cli *cli, struct str folder, const char *name)
{
    return arena_text(cli->mem, "%" STR_FMT "/%s", STR_ARG(folder), name);
}

static bool is_there(struct str path)
{
    struct stat st;

    return stat(path.at, &st) == 0 && S_ISREG(st.st_mode);
}

static enum outcome check_if_there(struct validation *it, struct str folder, const char *name,
                                   struct str *bytes)
{
    struct str path = under(it->cli, folder, name);

    return is_there(path) ? check_file(it, path, bytes) : DONE;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Every JSON of a folder, in the order of the names. */
static enum outcome check_folder(struct validation *it, struct str folder)
{
    const char *names[FILES_MAX];
    size_t n = 0;
    struct dirent *entry;
    DIR *dir = opendir(folder.at);
    enum outcome o = DONE;

    if (dir == NULL)
        return DONE;
    while (n < FILES_MAX && (entry = readdir(dir)) != NULL)
        if (str_ends(str_of(entry->d_name), S(".json")))
            names[n++] = arena_str(it->cli->mem, str_of(entry->d_name)).at;
    closedir(dir);
    qsort(names, n, sizeof *names, by_name);
    for (size_t i = 0; o == DONE && i < n; i++) {
        struct str bytes;

        o = check_file(it, under(it->cli, folder, names[i]), &bytes);
    }
    return o;
}

static enum outcome count(struct validation *it, struct str folder, const struct norm *norm,
                          const struct norm_source *source)
{
    struct str path = under(it->cli, folder, "expect.txt");
    struct count_report report;
    struct str expect;
    enum outcome o;

    if (!is_there(path))
        return DONE;
    if ((o = cli_read_file(it->cli, path, OSCAL_BYTES_MAX, &expect)) != DONE ||
        (o = norm_count(it->cli->mem, expect, norm, source, &report)) != DONE)
        return o;
    for (int i = 0; i < report.n; i++)
        note(it, (struct finding){.file = path, .pointer = report.at[i].name,
            .text = word_fill(it->cli->mem, it->cli->lang, WORD_cli_count_differs,
                              WARG(report.at[i].expected), WARG(report.at[i].found))});
    return DONE;
}

/* What holds across the documents: they make one norm, and it has the counts. */
static enum outcome check_whole(struct validation *it, struct str folder,
                                const struct norm_source *source)
{
    struct faults faults = {.n = 0};
    const struct norm *norm = NULL;
    enum outcome o = norm_read(it->cli->mem, source, &norm, &faults);

    for (size_t i = 0; o == REFUSED && i < faults.n && i < FAULTS_MAX; i++)
        note(it, (struct finding){.file = folder, .pointer = faults.at[i].field,
                                  .text = cli_rule(it->cli, faults.at[i].key, faults.at[i].arg)});
    if (o == REFUSED)
        return DONE;
    return o == DONE ? count(it, folder, norm, source) : o;
}

/* The tables of the level test, where a norm has levels. */
static enum outcome check_level(struct validation *it, struct str folder)
{
    struct str paths[2] = {under(it->cli, folder, "level-test.tsv"),
                           under(it->cli, folder, "biv.tsv")};
    struct str bytes[2] = {{NULL, 0}};
    struct faults faults = {.n = 0};
    const struct level_test *test;
    enum outcome o;

    if (!is_there(paths[0]))
        return DONE;
    for (int i = 0; i < 2; i++)
        if ((o = cli_read_file(it->cli, paths[i], LEVEL_BYTES_MAX, &bytes[i])) != DONE)
            return o;
    if (level_read(it->cli->mem, bytes[0], bytes[1], &test, &faults) == DONE)
        return DONE;
    for (size_t i = 0; i < faults.n && i < FAULTS_MAX; i++)
        note(it, (struct finding){
            .file = paths[str_eq(faults.at[i].field, S("biv"))],
            .text = cli_rule(it->cli, faults.at[i].key, faults.at[i].arg)});
    return DONE;
}

static enum outcome check_directory(struct validation *it, struct str folder)
{
    struct norm_source source = {.begin = {NULL, 0}};
    struct str begin = under(it->cli, folder, "profiles/begin.json");
    enum outcome o;

    if (!is_there(under(it->cli, folder, "catalog.json"))) {
        fault_add(&it->cli->job.faults, folder, S("norm.fault.no_catalog"), S(""));
        return NOT_THERE;
    }
    if ((o = check_if_there(it, folder, "catalog.json", &source.catalog[LANG_NL])) != DONE ||
        (o = check_if_there(it, folder, "catalog.en.json", &source.catalog[LANG_EN])) != DONE ||
        (o = check_folder(it, under(it->cli, folder, "profiles"))) != DONE ||
        (o = check_folder(it, under(it->cli, folder, "mappings"))) != DONE ||
        (o = check_level(it, folder)) != DONE)
        return o;
    if (is_there(begin) &&
        (o = cli_read_file(it->cli, begin, OSCAL_BYTES_MAX, &source.begin)) != DONE)
        return o;
    return check_whole(it, folder, &source);
}

static enum outcome print_findings(struct validation *it)
{
    struct cli *cli = it->cli;
    const struct column columns[] = {
        cli_column(cli, S("bestand"), WORD_cli_col_file, 30),
        cli_column(cli, S("regel"), WORD_cli_col_line, 8),
        cli_column(cli, S("plaats"), WORD_cli_col_place, 50),
        cli_column(cli, S("soort"), WORD_col_kind, 12),
        cli_column(cli, S("wat"), WORD_cli_col_what, 60),
    };
    struct table *table = table_new(cli->mem, S("bevindingen"),
                                    cli_word(cli, WORD_cli_validate_title), columns, 5, it->n);

    for (size_t i = 0; i < it->n; i++) {
        table_text(table, it->at[i].file);
        if (it->at[i].line > 0)
            table_int(table, it->at[i].line);
        else
            table_empty(table);
        table_text(table, it->at[i].pointer);
        table_text(table, cli_word(cli, it->at[i].remark ? WORD_cli_remark : WORD_cli_fault));
        table_text(table, it->at[i].text);
    }
    return cli_table(cli, table);
}

static int validate(struct cli *cli)
{
    struct validation it = {.cli = cli};
    struct stat st;
    struct str path;
    struct str bytes;
    enum outcome o;

    if ((o = cli_options(cli, NULL, 0)) != DONE || (o = cli_need(cli, &path)) != DONE ||
        (o = cli_no_more(cli)) != DONE)
        return cli_answer(cli, o);
    it.at = NEW_ARRAY(cli->mem, FINDINGS_MAX, struct finding);
    if (stat(arena_str(cli->mem, path).at, &st) == 0 && S_ISDIR(st.st_mode))
        o = check_directory(&it, path);
    else
        o = check_file(&it, path, &bytes);
    if (o != DONE || (o = print_findings(&it)) != DONE)
        return cli_answer(cli, o);
    cli_says(cli, it.faults == 0 ? WORD_cli_validate_sound : WORD_cli_validate_faults,
             WARG(it.faults), WORD_NO_ARG);
    return it.faults == 0 ? 0 : EXIT_NO;
}

int cli_norm(struct cli *cli)
{
    struct str verb = cli_take(cli);

    if (str_eq(verb, S("list")))
        return cli_answer(cli, list(cli));
    if (str_eq(verb, S("show")))
        return cli_answer(cli, show(cli));
    if (str_eq(verb, S("validate")))
        return validate(cli);
    if (str_eq(verb, S("resolve")))
        return cli_answer(cli, cli_norm_resolve(cli));
    return cli_answer(cli, cli_usage(cli));
}
