/* waarborg user: who there are, and what they may do. */
#include "acts/people.h"

#include "acts/intervene.h"
#include "acts/personal.h"
#include "acts/token.h"
#include "cli/parts.h"

static struct str roles_text(struct cli *cli, uint32_t roles)
{
    struct buf out;

    buf_init(&out, cli->mem, 64);
    for (int role = 1; role < ROLE_COUNT; role++)
        if ((roles & UINT32_C(1) << role) != 0)
            buf_text(&out, "%s%" STR_FMT, out.len == 0 ? "" : " ",
                     STR_ARG(choice_word(&role_choices, role)));
    return buf_str(&out);
}

static enum outcome list(struct cli *cli)
{
    const struct column columns[] = {
        cli_column(cli, S("id"), WORD_cli_col_id, 8),
        cli_column(cli, S("naam"), WORD_col_name, 24),
        cli_column(cli, S("functie"), WORD_cli_col_job, 30),
        cli_column(cli, S("email"), WORD_cli_col_email, 34),
        cli_column(cli, S("rollen"), WORD_cli_col_roles, 24),
        cli_column(cli, S("tot"), WORD_col_until, 12),
    };
    struct person_line *lines;
    struct table *table;
    size_t n;
    enum outcome o;

    if ((o = cli_options(cli, NULL, 0)) != DONE || (o = cli_no_more(cli)) != DONE ||
        (o = cli_open(cli, false)) != DONE || (o = cli_look(cli)) != DONE ||
        (o = act_people(&cli->job, &lines, &n)) != DONE)
        return o;
    table = table_new(cli->mem, S("personen"), cli_word(cli, WORD_nav_people), columns, 6, n);
    for (size_t i = 0; i < n; i++) {
        table_int(table, lines[i].person.row.id);
        table_text(table, lines[i].person.name);
        table_text(table, lines[i].person.job_title);
        table_text(table, lines[i].email);
        table_text(table, roles_text(cli, lines[i].roles));
        if (day_is(lines[i].person.until))
            table_day(table, lines[i].person.until);
        else
            table_empty(table);
    }
    return cli_table(cli, table);
}

static enum outcome read_role(struct cli *cli, struct str word, int *ret)
{
    if (word.len > 0 && choice_of(&role_choices, word, ret))
        return DONE;
    return job_refuse_with(&cli->job, S("role"), S("cli.no_such_role"), word);
}

static enum outcome read_roles(struct cli *cli, struct str words, uint32_t *ret)
{
    while (words.len > 0) {
        struct str word = str_cut(words, ',', &words);
        int role = 0;
        enum outcome o = read_role(cli, word, &role);

        if (o != DONE)
            return o;
        *ret |= UINT32_C(1) << role;
    }
    return DONE;
}

/* What was made here is shown once and kept nowhere. */
static void tell_password(struct cli *cli, struct str password)
{
    if (password.len == 0)
        return;
    cli_says(cli, WORD_cli_password_made, WORD_NO_ARG, WORD_NO_ARG);
    printf("%" STR_FMT "\n", STR_ARG(password));
}

static enum outcome add(struct cli *cli)
{
    struct person_plan plan = {.name = {NULL, 0}};
    struct str roles = {NULL, 0};
    struct str file = {NULL, 0};
    const struct cli_option options[] = {
        {"--name", &plan.name, NULL}, {"--title", &plan.job_title, NULL},
        {"--email", &plan.email, NULL}, {"--role", &roles, NULL},
        {"--password-file", &file, NULL}};
    struct str made;
    int64_t id;
    enum outcome o;

    if ((o = cli_options(cli, options, 5)) != DONE || (o = cli_no_more(cli)) != DONE ||
        (o = read_roles(cli, roles, &plan.roles)) != DONE)
        return o;
    if (plan.name.len == 0)
        return job_refuse(&cli->job, S("--name"), S("value.required"));
    if (file.at != NULL && (o = cli_password(cli, file, &plan.password)) != DONE)
        return o;
    if ((o = cli_open(cli, false)) != DONE ||
        (o = act_person_add(&cli->job, &plan, &id, &made)) != DONE)
        return o;
    cli_says(cli, WORD_cli_person_added, WARG(plan.name), WARG(id));
    tell_password(cli, made);
    return DONE;
}

static enum outcome find(struct cli *cli, struct str text, int64_t *ret)
{
    enum outcome o = act_person_find(&cli->job, text, ret);

    if (o == NOT_THERE)
        fault_add(&cli->job.faults, S(""), S("cli.no_such_person"), text);
    return o;
}

/* What was done, and to whom: a number or part of a name may have meant another. */
static void tell_role(struct cli *cli, enum word word, int64_t person, int role)
{
    cli_says(cli, word, WARG(person), WARG(choice_word(&role_choices, role)));
}

static enum outcome read_day(struct cli *cli, struct str option, struct str text,
                             struct day *ret_day)
{
    if (text.len > 0 && !day_of_text(text, ret_day))
        return job_refuse_with(&cli->job, option, S("value.day"), text);
    return DONE;
}

/* +ROLE gives, -ROLE ends: yesterday was its last day, or --until is. */
static enum outcome change_role(struct cli *cli)
{
    struct str from_text = {NULL, 0};
    struct str until_text = {NULL, 0};
    const struct cli_option options[] = {{"--from", &from_text, NULL},
                                         {"--until", &until_text, NULL}};
    struct day from = {0};
    struct day until = {0};
    struct str person;
    struct str change;
    int role = 0;
    int64_t id;
    enum outcome o;

    if ((o = cli_options(cli, options, 2)) != DONE || (o = cli_need(cli, &person)) != DONE ||
        (o = cli_need(cli, &change)) != DONE || (o = cli_no_more(cli)) != DONE)
        return o;
    if (change.len < 2 || (change.at[0] != '+' && change.at[0] != '-') ||
        (change.at[0] == '-' && from_text.len > 0))
        return cli_usage(cli);
    if ((o = read_day(cli, S("--from"), from_text, &from)) != DONE ||
        (o = read_day(cli, S("--until"), until_text, &until)) != DONE ||
        (o = read_role(cli, str_sub(change, 1, change.len), &role)) != DONE ||
        (o = cli_open(cli, false)) != DONE || (o = find(cli, person, &id)) != DONE)
        return o;
    if (change.at[0] == '+')
        o = act_role_give(&cli->job, id, (enum role)role, from, until);
    else if (day_is(until))
        o = act_role_until(&cli->job, id, (enum role)role, until);
    else
        o = act_role_end(&cli->job, id, (enum role)role);
    if (o == NOT_THERE)
        fault_add(&cli->job.faults, S(""), S("cli.role_not_held"),
                  choice_word(&role_choices, role));
    if (o == DONE)
        tell_role(cli, change.at[0] == '+' ? WORD_cli_role_given : WORD_cli_role_ended, id, role);
    return o;
}

static enum outcome renew_password(struct cli *cli)
{
    struct str file = {NULL, 0};
    const struct cli_option options[] = {{"--password-file", &file, NULL}};
    struct str fresh = {NULL, 0};
    struct str person;
    struct str made;
    int64_t id;
    enum outcome o;

    if ((o = cli_options(cli, options, 1)) != DONE || (o = cli_need(cli, &person)) != DONE ||
        (o = cli_no_more(cli)) != DONE)
        return o;
    if (file.at != NULL && (o = cli_password(cli, file, &fresh)) != DONE)
        return o;
    if ((o = cli_open(cli, false)) != DONE || (o = find(cli, person, &id)) != DONE ||
        (o = act_person_password(&cli->job, id, fresh, &made)) != DONE)
        return o;
    tell_password(cli, made);
    return DONE;
}

/* A link to set a password with; without --origin the address begins at the site. */
static enum outcome make_link(struct cli *cli)
{
    struct str origin = S("");
    const struct cli_option options[] = {{"--origin", &origin, NULL}};
    struct str secret;
    struct str person;
    int64_t id;
    enum outcome o;

    if ((o = cli_options(cli, options, 1)) != DONE || (o = cli_need(cli, &person)) != DONE ||
        (o = cli_no_more(cli)) != DONE || (o = cli_open(cli, false)) != DONE ||
        (o = find(cli, person, &id)) != DONE || (o = act_person_link(&cli->job, id, &secret)) != DONE)
        return o;
    cli_says(cli, WORD_cli_link_made, WORD_NO_ARG, WORD_NO_ARG);
    printf("%" STR_FMT "/wachtwoord/nieuw?link=%" STR_FMT "\n", STR_ARG(origin), STR_ARG(secret));
    return DONE;
}

/* The app, its codes and the passkeys of who lost them: of an administrator it is done here. */
static enum outcome end_factors(struct cli *cli)
{
    struct str person;
    int64_t id;
    enum outcome o;

    if ((o = cli_options(cli, NULL, 0)) != DONE || (o = cli_need(cli, &person)) != DONE ||
        (o = cli_no_more(cli)) != DONE || (o = cli_open(cli, false)) != DONE ||
        (o = find(cli, person, &id)) != DONE ||
        (o = act_person_factor_end(&cli->job, id)) != DONE ||
        (o = act_person_passkeys_end(&cli->job, id)) != DONE)
        return o;
    cli_says(cli, WORD_cli_factors_ended, WARG(id), WORD_NO_ARG);
    return DONE;
}

/* A token is how another program signs in; it too is shown once. */
static enum outcome make_token(struct cli *cli)
{
    struct str name = S("waarborg user token");
    struct str until = {NULL, 0};
    const struct cli_option options[] = {{"--name", &name, NULL}, {"--until", &until, NULL}};
    struct day day = {0};
    struct str secret;
    struct str person;
    int64_t id;
    enum outcome o;

    if ((o = cli_options(cli, options, 2)) != DONE || (o = cli_need(cli, &person)) != DONE ||
        (o = cli_no_more(cli)) != DONE)
        return o;
    if (until.len > 0 && !day_of_text(until, &day))
        return job_refuse_with(&cli->job, S("--until"), S("value.day"), until);
    if ((o = cli_open(cli, false)) != DONE || (o = find(cli, person, &id)) != DONE ||
        (o = act_token_make(&cli->job, id, name, day, &secret)) != DONE)
        return o;
    cli_says(cli, WORD_cli_token_made, WORD_NO_ARG, WORD_NO_ARG);
    printf("%" STR_FMT "\n", STR_ARG(secret));
    return DONE;
}

/* What is held about somebody, in the format that is asked. All of it: CSV has one table. */
static enum outcome export(struct cli *cli)
{
    struct paper *paper;
    struct str person;
    int64_t id;
    enum outcome o;

    if (str_eq(cli_format(cli), S("csv")))
        return job_refuse(&cli->job, S("--format"), S("cli.format_whole"));
    if ((o = cli_options(cli, NULL, 0)) != DONE || (o = cli_need(cli, &person)) != DONE ||
        (o = cli_no_more(cli)) != DONE || (o = cli_open(cli, false)) != DONE ||
        (o = cli_look(cli)) != DONE || (o = find(cli, person, &id)) != DONE ||
        (o = personal_paper(&cli->job, id, &paper)) != DONE)
        return o;
    return cli_paper(cli, paper);
}

int cli_user(struct cli *cli)
{
    struct str verb = cli_take(cli);

    if (str_eq(verb, S("list")))
        return cli_answer(cli, list(cli));
    if (str_eq(verb, S("add")))
        return cli_answer(cli, add(cli));
    if (str_eq(verb, S("role")))
        return cli_answer(cli, change_role(cli));
    if (str_eq(verb, S("passwd")))
        return cli_answer(cli, renew_password(cli));
    if (str_eq(verb, S("reset")))
        return cli_answer(cli, make_link(cli));
    if (str_eq(verb, S("factor-end")))
        return cli_answer(cli, end_factors(cli));
    if (str_eq(verb, S("token")))
        return cli_answer(cli, make_token(cli));
    if (str_eq(verb, S("export")))
        return cli_answer(cli, export(cli));
    return cli_answer(cli, cli_usage(cli));
}
