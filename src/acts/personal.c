#include "acts/personal.h"

#include "acts/paper_parts.h"
#include "records/record.h"
#include "store/sql.h"

/* ---- the person and their roles ---- */

static const struct column_words person_words[] = {
    {STR_INIT("nummer"), WORD_cli_col_id, 8},
    {STR_INIT("naam"), WORD_col_name, 24},
    {STR_INIT("functie"), WORD_cli_col_job, 30},
    {STR_INIT("vertrokken"), WORD_field_person_until, 12},
};

static enum outcome person_table(struct job *job, int64_t id, const struct table **ret)
{
    struct table *table = table_new(job->mem, S("persoon"), paper_word(job, WORD_personal_person),
                                    COLUMNS(job, person_words), 1);
    struct person it;
    enum outcome o = record_load(job, leave_system(job), &person_noun, (struct row){.id = id}, &it);

    if (o != DONE)
        return o;
    table_int(table, it.row.id);
    table_text(table, it.name);
    table_text(table, it.job_title);
    table_day(table, it.until);
    *ret = table;
    return DONE;
}

static const struct column_words role_words[] = {
    {STR_INIT("rol"), WORD_people_role, 24},
    {STR_INIT("van"), WORD_field_role_held_from, 12},
    {STR_INIT("tot"), WORD_col_until, 12},
};

static enum outcome role_table(struct job *job, int64_t id, const struct table **ret)
{
    struct role_held *all;
    struct table *table;
    size_t n;
    enum outcome o = record_all(job, leave_system(job), &role_held_noun, &all, &n);

    if (o != DONE)
        return o;
    table = table_new(job->mem, S("rollen"), paper_word(job, WORD_people_roles),
                      COLUMNS(job, role_words), n);
    for (size_t i = 0; i < n; i++) {
        if (all[i].person.id != id)
            continue;
        table_text(table, paper_choice(job, S("role."), &role_choices, (int)all[i].role));
        table_day(table, all[i].from);
        table_day(table, all[i].until);
    }
    *ret = table;
    return DONE;
}

/* ---- what hangs on the account: texts, as they are kept ---- */

static const struct column_words account_words[] = {
    {STR_INIT("email"), WORD_cli_col_email, 34},
    {STR_INIT("taal"), WORD_account_lang, 8},
    {STR_INIT("weergave"), WORD_account_look, 10},
    {STR_INIT("gemaakt"), WORD_personal_made, 24},
};
static const struct column_words session_words[] = {
    {STR_INIT("begonnen"), WORD_personal_begun, 26},
    {STR_INIT("laatst_gezien"), WORD_personal_seen, 26},
    {STR_INIT("browser"), WORD_personal_agent, 40},
};
static const struct column_words token_words[] = {
    {STR_INIT("naam"), WORD_col_name, 24},
    {STR_INIT("gemaakt"), WORD_personal_made, 26},
    {STR_INIT("tot"), WORD_col_until, 12},
    {STR_INIT("laatst_gezien"), WORD_personal_seen, 26},
    {STR_INIT("beeindigd"), WORD_personal_ended, 26},
};
static const struct column_words passkey_words[] = {
    {STR_INIT("naam"), WORD_col_name, 24},
    {STR_INIT("gemaakt"), WORD_personal_made, 26},
    {STR_INIT("laatst_gezien"), WORD_personal_seen, 26},
};

static const struct column_words app_words[] = {
    {STR_INIT("gemaakt"), WORD_personal_made, 26},
    {STR_INIT("noodcodes"), WORD_personal_codes, 12},
};
static const struct column_words device_words[] = {
    {STR_INIT("laatst_gezien"), WORD_personal_seen, 26},
};
static const struct column_words provider_words[] = {
    {STR_INIT("aanbieder"), WORD_field_provider_issuer, 40},
    {STR_INIT("kenmerk"), WORD_personal_subject, 40},
    {STR_INIT("gemaakt"), WORD_personal_made, 26},
};

static const struct column_words event_words[] = {
    {STR_INIT("tijd"), WORD_cli_col_time, 26},
    {STR_INIT("wat"), WORD_personal_event, 24},
};

static const struct column_words reading_words[] = {
    {STR_INIT("tijd"), WORD_cli_col_time, 26},
    {STR_INIT("soort"), WORD_cli_col_table, 24},
    {STR_INIT("nummer"), WORD_cli_col_id, 8},
    {STR_INIT("deur"), WORD_cli_col_door, 10},
    {STR_INIT("wat"), WORD_personal_event, 24},
};
enum { READING_NOUN = 1, READING_RECORD };

/* column: by which the table names somebody. */
static const struct kept {
    struct str name;
    struct str table, column;
    enum word title;
    const struct statement *statement;
    const struct column_words *columns;
    int n_columns;
} kept[] = {
#define KEPT(name, table, column, title, statement, words)                                      \
    {STR_INIT(name), STR_INIT(table), STR_INIT(column), title, &statement, words, COLUMNS_N(words)}
    KEPT("account", "person", "account", WORD_personal_account, sql_about_account, account_words),
    KEPT("sessies", "session", "account", WORD_personal_sessions, sql_about_sessions,
         session_words),
    KEPT("gebeurtenissen", "account_event", "account", WORD_personal_events, sql_about_events,
         event_words),
    KEPT("tokens", "token", "person", WORD_token_title, sql_about_tokens, token_words),
    KEPT("passkeys", "passkey", "account", WORD_personal_passkeys, sql_about_passkeys,
         passkey_words),
    KEPT("codes", "totp", "account", WORD_personal_app, sql_about_app, app_words),
    KEPT("browsers", "known_device", "account", WORD_personal_devices, sql_about_devices,
         device_words),
    KEPT("aanbieders", "sso_account", "account", WORD_personal_providers, sql_about_providers,
         provider_words),
    KEPT("inzagen", "reading", "person", WORD_personal_readings, sql_about_readings,
         reading_words),
#undef KEPT
};
enum { KEPT_N = sizeof kept / sizeof *kept, KEPT_ROWS_MAX = 1000 };

/* Of somebody else: the line stays, the number of what is not for who asks goes. shown NULL: it is
 * their own. */
static bool tells(const struct leave *shown, const struct noun *noun, int64_t row)
{
    return shown == NULL || leave_shows(shown, noun, row);
}

static struct str cell_of(const struct kept *it, struct query *q, int column,
                          const struct leave *shown)
{
    struct str cell = query_get_text(q, column);
    int64_t row = 0;

    if (it->columns == reading_words && column == READING_RECORD && str_int(cell, &row) &&
        !tells(shown, noun_find(query_get_text(q, READING_NOUN)), row))
        return S("");
    return cell;
}

/* When something was; what somebody typed stays as it is, also when it looks like that. */
static bool is_time(const struct column_words *column)
{
    static const char *const names[] = {"begonnen", "gemaakt", "laatst_gezien", "beeindigd", "tijd"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq(column->name, str_of(names[i])))
            return true;
    return false;
}

static void put_time(struct table *table, struct str text)
{
    struct moment at;

    if (moment_of_text(text, &at))
        table_moment(table, at);
    else
        table_text(table, text); /* not yet, not any more */
}

static enum outcome kept_table(struct job *job, int64_t id, const struct kept *it,
                               const struct leave *shown, const struct table **ret)
{
    struct table *table = table_new(job->mem, it->name, paper_word(job, it->title),
                                    paper_columns(job, it->columns, it->n_columns),
                                    it->n_columns, KEPT_ROWS_MAX);
    struct query *q = query_of(job->db, it->statement);

    query_int(q, 1, job->org);
    query_int(q, 2, id);
    while (query_next(q))
        for (int i = 0; i < it->n_columns; i++) {
            struct str text = arena_str(job->mem, cell_of(it, q, i, shown));

            if (is_time(&it->columns[i]))
                put_time(table, text);
            else
                table_text(table, text);
        }
    *ret = table;
    return query_end(q) == DONE ? DONE : job_broke(job);
}

/* ---- where they are named ---- */

static const struct column_words named_words[] = {
    {STR_INIT("soort"), WORD_cli_col_table, 24},
    {STR_INIT("nummer"), WORD_cli_col_id, 8},
    {STR_INIT("als"), WORD_personal_named_as, 24},
};

static void put_named(struct job *job, struct table *table, const struct noun *noun,
                      const struct field *field, int64_t row, const struct leave *shown)
{
    table_text(table, word_of(job->lang, S("noun."), str_of(noun->name)));
    if (tells(shown, noun, row))
        table_int(table, row);
    else
        table_empty(table);
    table_text(table, word_of(job->lang, arena_text(job->mem, "field.%s.", noun->name),
                              str_of(field->name)));
}

static bool names(const struct field *field, const char *row, int64_t person)
{
    struct ref ref;

    if (field->kind != KIND_REF || field->to != &person_noun)
        return false;
    memcpy(&ref, row + field->offset, sizeof ref);
    return ref.id == person;
}

/* Without a table it counts. */
static size_t name_rows(struct job *job, const struct noun *noun, const char *rows, size_t n,
                        int64_t person, const struct leave *shown, struct table *table)
{
    size_t found = 0;

    for (size_t i = 0; i < n; i++)
        for (int f = 0; f < noun->n_fields; f++) {
            const char *row = rows + i * noun->size;

            if (!names(&noun->fields[f], row, person))
                continue;
            found++;
            if (table != NULL)
                put_named(job, table, noun, &noun->fields[f], ((const struct row *)row)->id,
                          shown);
        }
    return found;
}

static bool may_name(const struct noun *noun)
{
    for (int f = 0; f < noun->n_fields; f++)
        if (noun->fields[f].kind == KIND_REF && noun->fields[f].to == &person_noun)
            return true;
    return false;
}

static enum outcome named_table(struct job *job, int64_t id, const struct leave *shown,
                                const struct table **ret)
{
    const char **rows = NEW_ARRAY(job->mem, (size_t)noun_all_n, const char *);
    size_t *n = NEW_ARRAY(job->mem, (size_t)noun_all_n, size_t);
    struct table *table;
    size_t all = 0;
    enum outcome o;

    for (int i = 0; i < noun_all_n; i++) {
        if (!may_name(noun_all[i]))
            continue;
        if ((o = record_all(job, leave_system(job), noun_all[i], &rows[i], &n[i])) != DONE)
            return o;
        all += name_rows(job, noun_all[i], rows[i], n[i], id, shown, NULL);
    }
    table = table_new(job->mem, S("genoemd"), paper_word(job, WORD_personal_named),
                      COLUMNS(job, named_words), all);
    for (int i = 0; i < noun_all_n; i++)
        name_rows(job, noun_all[i], rows[i], n[i], id, shown, table);
    *ret = table;
    return DONE;
}

/* ---- what they did ---- */

static const struct column_words entry_words[] = {
    {STR_INIT("regel"), WORD_cli_col_seq, 8},
    {STR_INIT("tijd"), WORD_cli_col_time, 26},
    {STR_INIT("deur"), WORD_cli_col_door, 10},
    {STR_INIT("handeling"), WORD_cli_col_act, 30},
};

static enum outcome entry_table(struct job *job, int64_t id, const struct table **ret)
{
    struct str actor = arena_text(job->mem, "p%lld", (long long)id);
    struct table *table;
    struct query *q = query_of(job->db, &sql_about_entries_count);
    int64_t n = 0;

    query_int(q, 1, job->org);
    query_text(q, 2, actor);
    if (query_next(q))
        n = query_get_int(q, 0);
    if (query_end(q) != DONE)
        return job_broke(job);
    table = table_new(job->mem, S("handelingen"), paper_word(job, WORD_personal_entries),
                      COLUMNS(job, entry_words), (size_t)n);
    q = query_of(job->db, &sql_about_entries);
    query_int(q, 1, job->org);
    query_text(q, 2, actor);
    while (query_next(q)) {
        table_int(table, query_get_int(q, 0));
        put_time(table, query_get_text(q, 1));
        table_text(table, word_of(job->lang, S("door."), arena_str(job->mem, query_get_text(q, 2))));
        table_text(table, word_of(job->lang, S("act."), arena_str(job->mem, query_get_text(q, 3))));
    }
    *ret = table;
    return query_end(q) == DONE ? DONE : job_broke(job);
}

/* ---- the whole ---- */

bool personal_tells(struct str table, struct str column)
{
    for (int i = 0; i < KEPT_N; i++)
        if (str_eq(kept[i].table, table) && str_eq(kept[i].column, column))
            return true;
    for (int i = 0; i < noun_all_n; i++)
        for (int f = 0; f < noun_all[i]->n_fields; f++) {
            const struct field *field = &noun_all[i]->fields[f];

            if (str_eq(str_of(noun_all[i]->name), table) &&
                str_eq(str_of(field->name), column) && field->kind == KIND_REF &&
                field->to == &person_noun)
                return true;
        }
    return false;
}

static enum outcome fill(struct job *job, int64_t id, const struct leave *shown,
                         const struct table **tables)
{
    enum outcome o;

    if ((o = person_table(job, id, &tables[0])) != DONE ||
        (o = role_table(job, id, &tables[1])) != DONE)
        return o;
    for (int i = 0; i < KEPT_N; i++)
        if ((o = kept_table(job, id, &kept[i], shown, &tables[2 + i])) != DONE)
            return o;
    if ((o = named_table(job, id, shown, &tables[2 + KEPT_N])) != DONE)
        return o;
    return entry_table(job, id, &tables[3 + KEPT_N]);
}

enum outcome personal_paper(struct job *job, int64_t person, struct paper **ret)
{
    const struct table **tables;
    const struct leave *leave = NULL;
    struct organisation org;
    enum outcome o;

    if ((job->person != person || person == 0) &&
        (o = leave_ask(job, MAY_ERASE_ASK, &person_noun, person, &leave)) != DONE)
        return o;
    if ((o = record_load(job, leave_system(job), &organisation_noun, (struct row){.id = 1},
                         &org)) != DONE ||
        (o = paper_begin(job, org.name, paper_word(job, WORD_personal_title), 4 + KEPT_N, ret,
                         &tables)) != DONE ||
        (o = fill(job, person, leave, tables)) != DONE)
        return o;
    paper_join(job, *ret, tables);
    return DONE;
}
