/* waarborg sso: single sign-on, from the keyboard. */
#include "acts/sso.h"

#include "acts/organisation.h"
#include "acts/people.h"
#include "cli/parts.h"

/* The table of roles on one line, with ; between. */
static struct str one_line(struct cli *cli, struct str lines)
{
    struct buf out;

    buf_init(&out, cli->mem, lines.len + 1);
    for (size_t i = 0; i < lines.len; i++)
        buf_char(&out, lines.at[i] == '\n' ? ';' : lines.at[i]);
    return buf_str(&out);
}

static struct str many_lines(struct cli *cli, struct str text)
{
    struct buf out;

    buf_init(&out, cli->mem, text.len + 1);
    while (text.len > 0) {
        struct str one = str_trim(str_cut(text, ';', &text));

        if (one.len > 0 && out.len > 0)
            buf_char(&out, '\n');
        buf_put(&out, one);
    }
    return buf_str(&out);
}

static enum outcome show(struct cli *cli)
{
    const struct column columns[] = {
        cli_column(cli, S("naam"), WORD_field_provider_name, 24),
        cli_column(cli, S("aanbieder"), WORD_field_provider_issuer, 40),
        cli_column(cli, S("client"), WORD_field_provider_client, 24),
        cli_column(cli, S("bewijs"), WORD_field_provider_way, 8),
        cli_column(cli, S("sleutel"), WORD_cli_col_sso_key, 20),
        cli_column(cli, S("geheim"), WORD_sso_secret, 12),
        cli_column(cli, S("toelaten"), WORD_field_provider_joins, 8),
        cli_column(cli, S("claim"), WORD_field_provider_claim, 20),
        cli_column(cli, S("rollen"), WORD_field_provider_roles, 40),
        cli_column(cli, S("acr"), WORD_field_provider_acr, 12),
        cli_column(cli, S("adressen"), WORD_field_provider_hosts, 20),
        cli_column(cli, S("accounts"), WORD_cli_col_sso_accounts, 8),
        cli_column(cli, S("uit"), WORD_field_provider_ended, 8),
        cli_column(cli, S("voorstel"), WORD_sso_proposal, 40),
    };
    struct sso_setting it;
    struct table *table;
    enum outcome o;

    if ((o = cli_options(cli, NULL, 0)) != DONE || (o = cli_no_more(cli)) != DONE ||
        (o = cli_open(cli, false)) != DONE || (o = cli_look(cli)) != DONE ||
        (o = act_sso_get(&cli->job, &it)) != DONE)
        return o;
    if (it.it.row.id == 0 && it.proposal.row.id == 0)
        return NOT_THERE;
    table = table_new(cli->mem, S("aanmelden"), cli_word(cli, WORD_nav_sso), columns, 14, 1);
    table_text(table, it.it.name);
    table_text(table, it.it.issuer);
    table_text(table, it.it.client);
    table_text(table, choice_word(&provider_way_choices, (int)it.it.way));
    table_text(table, it.key);
    table_text(table, cli_word(cli, it.has_secret ? WORD_flag_yes : WORD_flag_no));
    table_text(table, choice_word(&provider_joins_choices, (int)it.it.joins));
    table_text(table, it.it.claim);
    table_text(table, one_line(cli, it.it.roles));
    table_text(table, it.it.acr);
    table_text(table, it.it.hosts);
    table_int(table, (int64_t)it.accounts);
    table_text(table, cli_word(cli, it.it.ended ? WORD_flag_yes : WORD_flag_no));
    table_text(table, it.proposal.issuer);
    return cli_record(cli, table);
}

static void give(struct given *given, struct str name, struct str text)
{
    int field = noun_field(&provider_noun, name);

    given->is[field] = given->is[field] || text.at != NULL;
    if (text.at != NULL)
        given->text[field] = text;
}

/* The secret stands in a file and never on the line, where everybody could see it. */
static enum outcome read_secret(struct cli *cli, struct str file, struct str *ret)
{
    enum outcome o;

    if (file.at == NULL)
        return DONE;
    o = cli_read_file(cli, file, 4096, ret);
    *ret = str_trim(*ret);
    return o;
}

static enum outcome set(struct cli *cli)
{
    static const struct str names[] = {
        STR_INIT("name"), STR_INIT("issuer"), STR_INIT("client"), STR_INIT("way"),
        STR_INIT("joins"), STR_INIT("claim"), STR_INIT("roles"), STR_INIT("acr"),
        STR_INIT("hosts")};
    struct str text[9] = {{NULL, 0}};
    struct str file = {NULL, 0};
    const struct cli_option options[] = {
        {"--name", &text[0], NULL}, {"--issuer", &text[1], NULL}, {"--client", &text[2], NULL},
        {"--way", &text[3], NULL}, {"--joins", &text[4], NULL}, {"--claim", &text[5], NULL},
        {"--roles", &text[6], NULL}, {"--acr", &text[7], NULL}, {"--hosts", &text[8], NULL},
        {"--secret-file", &file, NULL}};
    struct given given = {.noun = &provider_noun};
    struct str secret = S("");
    bool waits;
    enum outcome o;

    if ((o = cli_options(cli, options, 10)) != DONE || (o = cli_no_more(cli)) != DONE ||
        (o = read_secret(cli, file, &secret)) != DONE || (o = cli_open(cli, false)) != DONE)
        return o;
    if (text[6].at != NULL)
        text[6] = many_lines(cli, text[6]);
    for (size_t i = 0; i < 9; i++)
        give(&given, names[i], text[i]);
    return act_sso_set(&cli->job, (struct row){0}, &given, secret, &waits);
}

/* What is not set up has no switch. */
static enum outcome turn(struct cli *cli, bool off)
{
    struct given given = {.noun = &provider_noun};
    struct sso_setting it;
    bool waits;
    enum outcome o;

    if ((o = cli_options(cli, NULL, 0)) != DONE || (o = cli_no_more(cli)) != DONE ||
        (o = cli_open(cli, false)) != DONE ||
        (o = act_sso_get(&cli->job, &it)) != DONE)
        return o;
    if (it.it.row.id == 0)
        return job_refuse(&cli->job, S(""), S("cli.sso_not_set"));
    give(&given, S("ended"), off ? S("1") : S("0"));
    return act_sso_set(&cli->job, (struct row){0}, &given, S(""), &waits);
}

/* What is asked of who signs in, as on the page about the organisation. */
static enum outcome policy(struct cli *cli)
{
    struct given given = {.noun = &organisation_noun};
    int field = noun_field(&organisation_noun, S("sign_policy"));
    struct str word;
    int is = 0;
    enum outcome o;

    if ((o = cli_options(cli, NULL, 0)) != DONE || (o = cli_need(cli, &word)) != DONE ||
        (o = cli_no_more(cli)) != DONE)
        return o;
    if (!str_eq(word, S("free")) && !choice_of(&sign_policy_choices, word, &is))
        return cli_usage(cli);
    if ((o = cli_open(cli, false)) != DONE)
        return o;
    given.is[field] = true;
    given.text[field] = is == SIGN_FREE ? S("") : word;
    return act_organisation_set(&cli->job, (struct row){0}, &given);
}

/* What an administrator proposed on the page. */
static enum outcome decide(struct cli *cli, bool confirms)
{
    enum outcome o;

    if ((o = cli_options(cli, NULL, 0)) != DONE || (o = cli_no_more(cli)) != DONE ||
        (o = cli_open(cli, false)) != DONE)
        return o;
    return confirms ? act_sso_confirm(&cli->job, (struct row){0})
                    : act_sso_drop(&cli->job, (struct row){0});
}

static enum outcome test(struct cli *cli)
{
    struct sso_trial trial;
    enum outcome o;

    if ((o = cli_options(cli, NULL, 0)) != DONE || (o = cli_no_more(cli)) != DONE ||
        (o = cli_open(cli, false)) != DONE || (o = act_sso_test(&cli->job, &trial)) != DONE)
        return o;
    cli_says(cli, WORD_sso_tried, WARG((int64_t)trial.keys), WORD_NO_ARG);
    return DONE;
}

static enum outcome key(struct cli *cli)
{
    enum outcome o;

    if ((o = cli_options(cli, NULL, 0)) != DONE || (o = cli_no_more(cli)) != DONE ||
        (o = cli_open(cli, false)) != DONE)
        return o;
    return act_sso_key(&cli->job);
}

/* Both ways: with a subject they are the same from now on, without they are not. */
static enum outcome link_person(struct cli *cli, bool link)
{
    struct str person;
    struct str subject = S("");
    int64_t id;
    enum outcome o;

    if ((o = cli_options(cli, NULL, 0)) != DONE || (o = cli_need(cli, &person)) != DONE ||
        (link && (o = cli_need(cli, &subject)) != DONE) || (o = cli_no_more(cli)) != DONE ||
        (o = cli_open(cli, false)) != DONE ||
        (o = act_person_find(&cli->job, person, &id)) != DONE)
        return o;
    return link ? act_sso_link(&cli->job, id, subject) : act_sso_unlink(&cli->job, id);
}

int cli_sso(struct cli *cli)
{
    struct str verb = cli_take(cli);
    enum outcome o;

    if (str_eq(verb, S("show")))
        o = show(cli);
    else if (str_eq(verb, S("set")))
        o = set(cli);
    else if (str_eq(verb, S("on")) || str_eq(verb, S("off")))
        o = turn(cli, str_eq(verb, S("off")));
    else if (str_eq(verb, S("confirm")) || str_eq(verb, S("drop")))
        o = decide(cli, str_eq(verb, S("confirm")));
    else if (str_eq(verb, S("policy")))
        o = policy(cli);
    else if (str_eq(verb, S("test")))
        o = test(cli);
    else if (str_eq(verb, S("key")))
        o = key(cli);
    else if (str_eq(verb, S("link")) || str_eq(verb, S("unlink")))
        o = link_person(cli, str_eq(verb, S("link")));
    else
        o = cli_usage(cli);
    return cli_answer(cli, o);
}
