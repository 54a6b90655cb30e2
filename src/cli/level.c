/* waarborg bbn: which level a system has by the norm that has levels, and what a set of
 * answers comes to. Nothing is recorded here: that is for who decides. */
#include "acts/norms.h"
#include "acts/objects.h"
#include "cli/parts.h"

enum { ANSWERS_BYTES_MAX = 64 * 1024 };

static void add(struct buf *out, struct str text)
{
    buf_put(out, out->len > 0 ? S("; ") : S(""));
    buf_put(out, text);
}

static struct str reasons_text(struct cli *cli, const struct level_test *test,
                               const struct level_outcome *it)
{
    struct buf out;

    buf_init(&out, cli->mem, 512);
    for (int i = 0; i < it->n_hits; i++) {
        const struct level_rule *rule = &test->rules[it->hits[i]];

        add(&out, arena_text(cli->mem, "%" STR_FMT " %" STR_FMT, STR_ARG(rule->id),
                             STR_ARG(rule->text[cli->lang])));
    }
    return buf_str(&out);
}

static struct str flags_text(struct cli *cli, const struct level_test *test,
                             const struct level_outcome *it)
{
    struct buf out;

    buf_init(&out, cli->mem, 256);
    for (int i = 0; i < it->n_flags; i++)
        add(&out, test->flags[it->flags[i]].text[cli->lang]);
    return buf_str(&out);
}

static struct str open_text(struct cli *cli, const struct level_test *test,
                            const struct level_outcome *it)
{
    struct buf out;

    buf_init(&out, cli->mem, 512);
    for (int i = 0; i < it->n_unanswered; i++)
        add(&out, test->questions[it->unanswered[i]].key);
    return buf_str(&out);
}

/* What the answers come to; of the classes alone only at least. */
static enum outcome print_outcome(struct cli *cli, const struct level_test *test,
                                  const struct maybe *answers, bool only_least)
{
    const struct column columns[] = {
        cli_column(cli, S("niveau"), WORD_level_name, 8),
        cli_column(cli, S("minstens"), WORD_cli_level_least, 8),
        cli_column(cli, S("buiten"), WORD_level_outside, 8),
        cli_column(cli, S("redenen"), WORD_level_why, 60),
        cli_column(cli, S("let_op"), WORD_level_flags, 60),
        cli_column(cli, S("onbeantwoord"), WORD_cli_level_open, 60),
    };
    struct level_outcome it = level_judge(cli->mem, test, answers);
    struct table *table = table_new(cli->mem, S("niveau"), cli_word(cli, WORD_level_test), columns,
                                    sizeof columns / sizeof *columns, 1);

    if (it.outside || only_least)
        table_empty(table);
    else
        table_int(table, it.level);
    table_int(table, it.at_least);
    table_flag(table, it.outside);
    table_text(table, reasons_text(cli, test, &it));
    table_text(table, flags_text(cli, test, &it));
    table_text(table, open_text(cli, test, &it));
    return cli_record(cli, table);
}

/* ---- B I V ---- */

static enum outcome from_classes(struct cli *cli, const struct level_test *test,
                                 const struct str *words)
{
    static const enum level_aspect aspects[] = {LEVEL_AVAILABILITY, LEVEL_INTEGRITY,
                                                LEVEL_CONFIDENTIALITY};
    struct maybe *answers = NEW_ARRAY(cli->mem, (size_t)test->n_questions, struct maybe);

    for (int a = 0; a < 3; a++)
        for (int i = 0; i < test->n_questions; i++)
            if (test->questions[i].kind == LEVEL_HARM && test->questions[i].aspect == aspects[a] &&
                (!level_answer_read(test, i, words[a], &answers[i]) || !answers[i].is))
                return job_refuse_with(&cli->job, S(""), S("cli.level_class"), words[a]);
    return print_outcome(cli, test, answers, true);
}

/* ---- --answers FILE: lines key=value; what begins with # is a remark ---- */

static enum outcome read_line(struct cli *cli, const struct level_test *test, struct str line,
                              int number, struct maybe *answers)
{
    struct str value;
    struct str key = str_trim(str_cut(line, '=', &value));
    int question = level_question_find(test, key);
    struct str where = arena_text(cli->mem, "%d: %" STR_FMT, number, STR_ARG(str_trim(line)));

    if (question < 0)
        return job_refuse_with(&cli->job, S("--answers"), S("cli.level_key"), where);
    if (!level_answer_read(test, question, value, &answers[question]))
        return job_refuse_with(&cli->job, S("--answers"), S("cli.level_answer"), where);
    return DONE;
}

static enum outcome from_file(struct cli *cli, const struct level_test *test, struct str path)
{
    struct maybe *answers = NEW_ARRAY(cli->mem, (size_t)test->n_questions, struct maybe);
    struct str bytes;
    enum outcome o = cli_read_file(cli, path, ANSWERS_BYTES_MAX, &bytes);

    for (int number = 1; o == DONE && bytes.len > 0; number++) {
        struct str line = str_trim(str_cut(bytes, '\n', &bytes));

        if (line.len > 0 && line.at[0] != '#')
            o = read_line(cli, test, line, number, answers);
    }
    return o == DONE ? print_outcome(cli, test, answers, false) : o;
}

/* ---- SYSTEM: what was recorded ---- */

static enum outcome print_recorded(struct cli *cli, const struct object_line *line)
{
    const struct level_result *it = line->decided != NULL ? line->decided : line->waiting;
    const struct column named[] = {
        cli_column(cli, S("object"), WORD_measures_object, 30),
        cli_column(cli, S("niveau"), WORD_level_name, 8),
        cli_column(cli, S("volgens_toets"), WORD_field_level_result_level, 8),
        cli_column(cli, S("buiten"), WORD_level_outside, 8),
        cli_column(cli, S("reden"), WORD_level_choose_why, 40),
        cli_column(cli, S("besloten_op"), WORD_field_level_result_decided_on, 12),
        cli_column(cli, S("antwoorden"), WORD_field_level_result_answers, 60),
    };
    struct table *table = table_new(cli->mem, S("niveau"), cli_word(cli, WORD_level_test), named,
                                    sizeof named / sizeof *named, 1);

    table_text(table, line->object.name);
    if (line->level > 0)
        table_int(table, line->level);
    else
        table_empty(table);
    if (it->level.is)
        table_int(table, it->level.n);
    else
        table_empty(table);
    table_flag(table, it->outside);
    table_text(table, it->chosen_why);
    table_day(table, it->decided_on);
    table_text(table, it->answers);
    return cli_record(cli, table);
}

static enum outcome recorded(struct cli *cli, struct str word)
{
    const struct object_line *line;
    struct objects *objects;
    enum outcome o;

    if ((o = cli_open(cli, false)) != DONE || (o = cli_look(cli)) != DONE ||
        (o = act_objects(&cli->job, &objects)) != DONE)
        return o;
    line = objects_find(objects, &cli->job, word);
    if (line == NULL || (line->decided == NULL && line->waiting == NULL)) {
        fault_add(&cli->job.faults, S(""),
                  line == NULL ? S("cli.level_nobody") : S("cli.level_untested"), word);
        return NOT_THERE;
    }
    return print_recorded(cli, line);
}

int cli_level(struct cli *cli)
{
    const struct level_test *test;
    struct str file = {NULL, 0};
    struct str words[3];
    const struct cli_option options[] = {{"--answers", &file, NULL}};
    int n = 0;
    enum outcome o = cli_options(cli, options, 1);

    if (o != DONE)
        return cli_answer(cli, o);
    (void)norms_level_any(&test);
    while (n < 3 && cli->argc > 0)
        words[n++] = cli_take(cli);
    if ((o = cli_no_more(cli)) != DONE)
        return cli_answer(cli, o);
    if (file.len > 0 && n == 0)
        return cli_answer(cli, from_file(cli, test, file));
    if (file.len == 0 && n == 3)
        return cli_answer(cli, from_classes(cli, test, words));
    if (file.len == 0 && n == 1)
        return cli_answer(cli, recorded(cli, words[0]));
    return cli_answer(cli, cli_usage(cli));
}
