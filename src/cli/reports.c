/* waarborg soa, waarborg gap: the documents, the same as on the pages, and as OSCAL. */
#include "acts/exchange.h"
#include "acts/papers.h"
#include "acts/papers_view.h"
#include "cli/parts.h"

/* What is asked of a document for other programs, beside its format. */
struct asked {
    struct str model; /* --model; empty: the command's own */
    bool names;       /* --names                           */
};

static bool is_exchange(const struct cli *cli)
{
    return str_eq(cli_format(cli), S("oscal"));
}

/* Is the model one of those from first up to last? What is asked of a format that knows no
 * models is a mistake in the command. */
/* What was asked is none of these: says which there are. */
static enum outcome no_choice(struct cli *cli, struct str option, struct str asked,
                              const struct choices *choices, int first, int last)
{
    struct buf all;

    buf_init(&all, cli->mem, 256);
    for (int i = first; i <= last; i++)
        if (choices->words[i] != NULL)
            buf_put_once(&all, str_of(choices->words[i]), S(", "));
    return job_refuse_with(&cli->job, option, S("cli.none_of"),
                           arena_text(cli->mem, "%" STR_FMT " (%" STR_FMT ")", STR_ARG(asked),
                                      STR_ARG(buf_str(&all))));
}

static enum outcome check_model(struct cli *cli, const struct asked *asked,
                                enum exchange_model first, enum exchange_model last, int *ret)
{
    *ret = (int)first;
    if (!is_exchange(cli) && (asked->model.len > 0 || asked->names))
        return job_refuse(&cli->job, asked->names ? S("--names") : S("--model"),
                          S("cli.only_oscal"));
    if (asked->model.len > 0 && (!choice_of(&exchange_choices, asked->model, ret) ||
                                 *ret < (int)first || *ret > (int)last))
        return no_choice(cli, S("--model"), asked->model, &exchange_choices, (int)first,
                         (int)last);
    return DONE;
}

/* What is derived has no place in those models. */
static enum outcome no_exchange(struct cli *cli, struct str norm)
{
    return job_refuse(&cli->job, norm.len > 0 ? S("--norm") : S("--profile"),
                      S("view.no_exchange"));
}

static enum outcome print_exchange(struct cli *cli, int model, int64_t version, bool names)
{
    struct str bytes;
    enum outcome o;

    if ((o = cli_open(cli, false)) != DONE || (o = cli_look(cli)) != DONE ||
        (o = act_exchange(&cli->job, (enum exchange_model)model, version, names, &bytes,
                          NULL)) != DONE)
        return o;
    return cli_bytes(cli, bytes);
}

/* A version as it is, or by another norm. */
static enum outcome soa_paper(struct job *job, struct soa_view *soa, const struct norm *norm,
                              struct paper **ret)
{
    struct view view;
    enum outcome o;

    if (norm == NULL || norm == soa->picture->norm)
        return paper_soa(job, soa, ret);
    if ((o = view_over(job, soa->picture, norm, NULL, &view)) != DONE)
        return o;
    return paper_derived_soa(job, soa, &view, ret);
}

static enum outcome print_soa(struct cli *cli, int64_t version, struct str norm_word)
{
    const struct profile *profile;
    const struct norm *norm;
    struct soa_view *view;
    struct paper *paper;
    enum outcome o;

    if ((o = cli_open(cli, false)) != DONE || (o = cli_look(cli)) != DONE)
        return o;
    if ((o = view_find(&cli->job, norm_word, S(""), &norm, &profile)) != DONE) {
        cli_name_options(&cli->job.faults);
        return o;
    }
    if ((o = act_soa(&cli->job, version, &view)) != DONE ||
        (o = soa_paper(&cli->job, view, norm, &paper)) != DONE)
        return o;
    return cli_paper(cli, paper);
}

int cli_soa(struct cli *cli)
{
    struct str version = {NULL, 0};
    struct str norm = S("");
    struct asked asked = {.names = false};
    const struct cli_option options[] = {
        {"--version", &version, NULL}, {"--norm", &norm, NULL},
        {"--model", &asked.model, NULL},
        {"--names", NULL, &asked.names},
    };
    int64_t number = 0;
    int model;
    enum outcome o;

    if ((o = cli_options(cli, options, 4)) == DONE && (o = cli_no_more(cli)) == DONE &&
        (o = cli_number(cli, S("--version"), version, 1, &number)) == DONE &&
        (o = check_model(cli, &asked, EXCHANGE_PROFILE, EXCHANGE_SSP, &model)) == DONE) {
        if (asked.model.len == 0)
            model = EXCHANGE_SSP;
        if (is_exchange(cli) && norm.len > 0)
            o = no_exchange(cli, norm);
        else
            o = is_exchange(cli) ? print_exchange(cli, model, number, asked.names)
                                 : print_soa(cli, number, norm);
        if (o == NOT_THERE && number > 0 && !cli->said)
            fault_add(&cli->job.faults, S("--version"), S("cli.no_version"), version);
    }
    return cli_answer(cli, o);
}

static enum outcome print_gap(struct cli *cli, struct str norm, struct str profile, enum gap_by by)
{
    struct gap_view *view;
    struct paper *paper;
    enum outcome o;

    if ((o = cli_open(cli, false)) != DONE || (o = cli_look(cli)) != DONE)
        return o;
    if ((o = act_gap(&cli->job, norm, profile, by, &view)) != DONE ||
        (o = paper_gap(&cli->job, view, &paper)) != DONE)
        return o;
    return cli_paper(cli, paper);
}

/* A word of gap_by_choices, or what people call the groups of a norm or a selection. */
static bool by_of(struct str word, int *ret)
{
    if (str_eq(word, S("chapter")))
        *ret = GAP_BY_THEME;
    else if (str_eq(word, S("criterion")) || str_eq(word, S("step")))
        *ret = GAP_BY_GROUP;
    else
        return choice_of(&gap_by_choices, word, ret);
    return true;
}

int cli_gap(struct cli *cli)
{
    struct str by = {NULL, 0};
    struct str norm = S("");
    struct str profile = S("");
    struct asked asked = {.names = false};
    const struct cli_option options[] = {
        {"--by", &by, NULL}, {"--norm", &norm, NULL}, {"--profile", &profile, NULL},
        {"--model", &asked.model, NULL}, {"--names", NULL, &asked.names},
    };
    int which = GAP_BY_THEME;
    int model;
    enum outcome o;

    if ((o = cli_options(cli, options, 5)) == DONE && (o = cli_no_more(cli)) == DONE &&
        (o = check_model(cli, &asked, EXCHANGE_PLAN, EXCHANGE_POAM, &model)) == DONE) {
        if (asked.model.len == 0)
            model = EXCHANGE_RESULTS;
        if (by.len > 0 && !by_of(by, &which))
            o = no_choice(cli, S("--by"), by, &gap_by_choices, 0, gap_by_choices.n - 1);
        else if (is_exchange(cli) && (norm.len > 0 || profile.len > 0))
            o = no_exchange(cli, norm);
        else if (is_exchange(cli))
            o = print_exchange(cli, model, 0, asked.names);
        else
            o = print_gap(cli, norm, profile, (enum gap_by)which);
    }
    return cli_answer(cli, o);
}
