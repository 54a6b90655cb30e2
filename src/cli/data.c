/* waarborg init: the data of a new organisation. */
#include "acts/keys.h"
#include "acts/organisation.h"
#include "cli/parts.h"

static enum outcome ask_when_empty(struct cli *cli, enum word word, struct str otherwise,
                                   struct str *text)
{
    enum outcome o;

    if (text->at != NULL)
        return DONE;
    *text = otherwise;
    if (!cli_asks())
        return DONE;
    if ((o = cli_ask(cli, word, false, text)) == DONE && text->len == 0)
        *text = otherwise;
    return o;
}

static enum outcome ask_all(struct cli *cli, struct organisation_plan *plan, struct str file)
{
    enum outcome o;

    if ((o = ask_when_empty(cli, WORD_cli_ask_org, S(""), &plan->name)) != DONE ||
        (o = ask_when_empty(cli, WORD_cli_ask_type, S("gemeente"), &plan->type)) != DONE ||
        (o = ask_when_empty(cli, WORD_cli_ask_hours, S(""), &plan->hours)) != DONE ||
        (o = ask_when_empty(cli, WORD_cli_ask_name, S(""), &plan->admin_name)) != DONE ||
        (o = ask_when_empty(cli, WORD_cli_ask_email, S(""), &plan->email)) != DONE)
        return o;
    return plan->email.len == 0 ? DONE : cli_password(cli, file, &plan->password);
}

/* A fault beside the option that it is about, not beside the field of a page. */
static void name_options(struct faults *faults)
{
    static const char *const names[][2] = {
        {"name", "--org"}, {"type", "--type"}, {"hours", "--hours"}, {"admin_name", "--name"},
        {"email", "--email"}, {"password", "--password-file"}, {"norm", "--norm"},
    };

    for (size_t i = 0; i < faults->n && i < FAULTS_MAX; i++)
        for (size_t k = 0; k < sizeof names / sizeof *names; k++)
            if (str_eq(faults->at[i].field, str_of(names[k][0]))) {
                faults->at[i].field = str_of(names[k][1]);
                break;
            }
    /* A page shows the kinds to choose from; here they have to be said. */
    for (size_t i = 0; i < faults->n && i < FAULTS_MAX; i++)
        if (str_eq(faults->at[i].field, S("--type")) &&
            str_eq(faults->at[i].key, S("value.choice")))
            faults->at[i].key = S("cli.no_such_type");
}

int cli_init(struct cli *cli)
{
    struct organisation_plan plan = {.name = {NULL, 0}};
    struct str file = {NULL, 0};
    const struct cli_option options[] = {
        {"--org", &plan.name, NULL},        {"--type", &plan.type, NULL},
        {"--hours", &plan.hours, NULL},     {"--name", &plan.admin_name, NULL},
        {"--email", &plan.email, NULL},     {"--password-file", &file, NULL},
        {"--norm", &plan.norm, NULL},
    };
    bool fresh = cli_is_fresh(cli);
    enum outcome o;

    if ((o = cli_options(cli, options, (int)(sizeof options / sizeof *options))) != DONE ||
        (o = cli_no_more(cli)) != DONE)
        return cli_answer(cli, o);
    if ((o = cli_open_empty(cli)) == DONE && (o = ask_all(cli, &plan, file)) == DONE) {
        o = act_organisation_make(&cli->job, &plan);
        name_options(&cli->job.faults);
    }
    if (o == DONE && (o = cli_key(cli)) == DONE && (o = act_key_make(&cli->job)) == DONE)
        cli_says(cli, plan.email.len > 0 ? WORD_cli_init_done : WORD_cli_init_nobody,
                 WARG(plan.name), WARG(cli_where(cli)));
    else if (fresh)
        cli_forget(cli);
    return cli_answer(cli, o);
}
