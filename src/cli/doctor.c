/* waarborg doctor: is this installation well, and are the data? */
#include <dirent.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/timex.h>

#include "acts/care.h"
#include "acts/dashboard.h"
#include "acts/file_scan.h"
#include "acts/organisation.h"
#include "acts/seals.h"
#include "acts/sso.h"
#include "aide/master.h"
#include "cage/cage.h"
#include "cli/parts.h"
#include "cli/proof.h"
#include "ledger/clock.h"
#include "ledger/ledger.h"
#include "store/left.h"
#include "store/migrate.h"
#include "store/query.h"
#include "store/sql.h"

enum { CHECKS_MAX = 24, OLD_DAYS = 30, OLD_BACKUP_DAYS = 7, LEAST_FREE_MIB = 64 };
#define MIB (INT64_C(1) << 20)
#define GIB (INT64_C(1) << 30)
#define DAY_MS INT64_C(86400000)

enum health { WELL, CARE, ILL };

struct check {
    enum word name;
    enum health is;
    struct str says;
};

struct doctor {
    struct cli *cli;
    struct check checks[CHECKS_MAX];
    size_t n;
    bool ill;
};

static void put(struct doctor *it, enum word name, enum health is, struct str says)
{
    if (it->n < CHECKS_MAX)
        it->checks[it->n++] = (struct check){name, is, says};
    it->ill = it->ill || is == ILL;
}

static struct str size_of(struct doctor *it, int64_t bytes)
{
    int64_t unit = bytes < GIB ? MIB : GIB;

    return arena_text(it->cli->mem, "%lld%c%lld %s", (long long)(bytes / unit),
                      it->cli->lang == LANG_NL ? ',' : '.', (long long)(bytes % unit * 10 / unit),
                      unit == GIB ? "GB" : "MB");
}

static struct str fill(struct doctor *it, enum word word, struct word_arg first,
                       struct word_arg second)
{
    return word_fill(it->cli->mem, it->cli->lang, word, first, second);
}

static bool is_file(const struct doctor *it)
{
    return db_kind(it->cli->db) == DB_SQLITE;
}

/* The program, the engine below it, and the tables that both know. */
static void look_at_program(struct doctor *it)
{
    struct arena *mem = it->cli->mem;

    put(it, WORD_cli_check_program, WELL,
        arena_text(mem, "waarborg %s; %" STR_FMT, cli_hooks.version,
                   STR_ARG(db_version(it->cli->db, mem))));
    put(it, WORD_cli_check_migrations, WELL,
        fill(it, WORD_cli_check_migrations_done, WARG(migrate_count()), WORD_NO_ARG));
}

/* What the server's processes can be kept from here. */
static void look_at_cages(struct doctor *it)
{
    struct cage_kernel kernel = cage_kernel();
    bool whole = cage_is_whole(kernel);

    put(it, WORD_cli_check_cages, whole ? WELL : CARE,
        whole ? fill(it, WORD_cli_check_cages_fine, WARG(kernel.landlock), WORD_NO_ARG)
              : fill(it, WORD_cli_check_cages_lack,
                     WARG(kernel.landlock > 0 ? S("seccomp") : S("Landlock")), WORD_NO_ARG));
}

/* In PostgreSQL: could who takes the program over undo what keeps organisations apart? */
static enum outcome look_at_role(struct doctor *it)
{
    static const enum word says[] = {
        [POWER_LEAST] = WORD_cli_check_role_least, [POWER_OWNER] = WORD_cli_check_role_owner,
        [POWER_ABOVE] = WORD_cli_check_role_above,
    };
    enum migrate_power power = POWER_FILE;

    if (migrate_power(it->cli->db, &power) != DONE)
        return job_broke(&it->cli->job);
    if (power == POWER_FILE)
        return DONE;
    put(it, WORD_cli_check_durable, WELL, cli_word(it->cli, WORD_cli_check_durable_fine));
    put(it, WORD_cli_check_role, power == POWER_LEAST ? WELL : CARE,
        cli_word(it->cli, says[power]));
    return DONE;
}

static void look_at_file(struct doctor *it)
{
    struct stat st;
    struct str path = arena_str(it->cli->mem, it->cli->data);
    struct str size = size_of(it, db_size_bytes(it->cli->db));

    if (!is_file(it) || stat(path.at, &st) != 0) {
        put(it, WORD_cli_check_size, WELL, size);
        return;
    }
    put(it, WORD_cli_check_size, WELL,
        fill(it, WORD_cli_check_written, WARG(size),
             WARG(((struct moment){(int64_t)st.st_mtim.tv_sec * 1000}))));
    put(it, WORD_cli_check_rights, (st.st_mode & 077) == 0 ? WELL : CARE,
        (st.st_mode & 077) == 0 ? cli_word(it->cli, WORD_cli_check_rights_fine)
                                : fill(it, WORD_cli_check_rights_open, WARG(it->cli->data),
                                       WORD_NO_ARG));
}

/* What can be read may yet be of no use to who works: is there a bar to writing? */
static void look_at_writing(struct doctor *it)
{
    struct str bar = cli_bar(it->cli);

    put(it, WORD_cli_check_write, bar.len == 0 ? WELL : ILL,
        bar.len == 0 ? cli_word(it->cli, WORD_cli_check_write_fine) : bar);
}

static void look_at_disk(struct doctor *it)
{
    struct str path = arena_str(it->cli->mem, it->cli->data);
    struct statvfs fs;
    int64_t room;
    int64_t need;

    if (!is_file(it) || statvfs(path.at, &fs) != 0)
        return;
    room = (int64_t)fs.f_bavail * (int64_t)fs.f_frsize;
    need = 2 * db_size_bytes(it->cli->db);
    if (db_short(it->cli->db)) {
        put(it, WORD_cli_check_disk, ILL,
            fill(it, WORD_cli_check_disk_none, WARG(size_of(it, room)), WORD_NO_ARG));
        return;
    }
    put(it, WORD_cli_check_disk, room < LEAST_FREE_MIB * MIB ? ILL : room < need ? CARE : WELL,
        fill(it, room < need || room < LEAST_FREE_MIB * MIB ? WORD_cli_check_disk_short
                                                            : WORD_cli_check_disk_free,
             WARG(size_of(it, room)), WORD_NO_ARG));
}

/* What earlier restores left beside the data. */
static void look_at_leftovers(struct doctor *it)
{
    struct str path = arena_str(it->cli->mem, it->cli->data);
    const char *slash = strrchr(path.at, '/');
    struct str folder = slash == NULL ? S(".")
                                      : arena_str(it->cli->mem, (struct str){path.at,
                                            slash == path.at ? 1 : (size_t)(slash - path.at)});
    struct str begin = arena_text(it->cli->mem, "%s.before-", slash == NULL ? path.at : slash + 1);
    struct dirent *entry;
    int64_t oldest = 0;
    int n = 0;
    DIR *dir = is_file(it) ? opendir(folder.at) : NULL;

    while (dir != NULL && (entry = readdir(dir)) != NULL) {
        struct stat st;
        int64_t days;

        if (!str_starts(str_of(entry->d_name), begin) ||
            fstatat(dirfd(dir), entry->d_name, &st, 0) != 0)
            continue;
        n++;
        days = (it->cli->now.ms - (int64_t)st.st_mtim.tv_sec * 1000) / DAY_MS;
        oldest = days > oldest ? days : oldest;
    }
    if (dir != NULL)
        closedir(dir);
    if (n > 0)
        put(it, WORD_cli_check_kept, oldest > OLD_DAYS ? CARE : WELL,
            fill(it, WORD_cli_check_kept_files, WARG(n), WARG(oldest)));
}

/* Whole and plain copies that nobody asked to keep. */
static void look_at_killed(struct doctor *it)
{
    struct str name = S("");
    int n = is_file(it) ? left_find(it->cli->mem, it->cli->data, &name) : 0;

    if (n > 0)
        put(it, WORD_cli_check_left, CARE,
            fill(it, WORD_cli_check_left_files, WARG(n), WARG(name)));
}

static enum outcome look_at_ledger(struct doctor *it)
{
    struct verify_result result;
    enum outcome o = ledger_verify(&it->cli->job, true, cli_progress, &result);

    if (o != DONE)
        return o;
    if (result.layout_unseen)
        put(it, WORD_cli_check_ledger, CARE, cli_word(it->cli, WORD_verify_unlooked));
    if (result.sound)
        put(it, WORD_cli_check_ledger, WELL,
            fill(it, WORD_ledger_sound_text, WARG(result.entries), WARG(result.rows)));
    else
        put(it, WORD_cli_check_ledger, ILL, proof_line(it->cli, &result));
    return DONE;
}

/* Far behind the last entry nothing can be written, unless somebody confirmed that. One that
 * runs ahead is told by nothing here but by what keeps it in step. */
static enum outcome look_at_clock(struct doctor *it)
{
    struct timex told = {.modes = 0};
    struct ledger_head head;
    struct moment last = {0};
    enum clock clock = CLOCK_FINE;
    bool behind;
    enum outcome o = ledger_head(&it->cli->job, &head);

    if (o != DONE || (head.seq > 0 &&
                      (o = clock_judge(&it->cli->job, head.time, &clock)) != DONE))
        return o;
    moment_of_text(head.time, &last);
    behind = last.ms > it->cli->now.ms;
    put(it, WORD_cli_check_clock, clock == CLOCK_BACK ? ILL : behind ? CARE : WELL,
        fill(it, clock == CLOCK_BACK ? WORD_cli_check_clock_back
                 : behind            ? WORD_cli_check_clock_behind
                                     : WORD_cli_check_clock_fine,
             WARG(last), WARG(it->cli->now)));
    if (adjtimex(&told) >= 0 && (told.status & STA_UNSYNC) != 0)
        put(it, WORD_cli_check_clock, CARE, cli_word(it->cli, WORD_cli_check_clock_alone));
    return DONE;
}

static enum outcome look_at_figures(struct doctor *it, bool mend)
{
    int wrong = 0;
    enum outcome o = figures_check(&it->cli->job, mend, &wrong);

    if (o == NOT_THERE) {
        put(it, WORD_cli_check_figures, ILL, cli_word(it->cli, WORD_cli_check_no_norm));
        return DONE;
    }
    if (o != DONE)
        return o;
    if (wrong == 0)
        put(it, WORD_cli_check_figures, WELL, cli_word(it->cli, WORD_cli_check_figures_fine));
    else
        put(it, WORD_cli_check_figures, mend ? WELL : ILL,
            fill(it, mend ? WORD_cli_check_figures_mended : WORD_cli_check_figures_wrong,
                 WARG(wrong), WORD_NO_ARG));
    return DONE;
}

static enum outcome look_at_evidence(struct doctor *it)
{
    struct query *q = query_of(it->cli->db, &sql_cli_files);
    int64_t n = 0;
    int64_t bytes = 0;

    query_int(q, 1, it->cli->job.org);
    if (query_next(q)) {
        n = query_get_int(q, 0);
        bytes = query_get_int(q, 1);
    }
    if (query_end(q) != DONE)
        return job_broke(&it->cli->job);
    put(it, WORD_cli_check_evidence, WELL,
        fill(it, WORD_cli_check_evidence_files, WARG(n), WARG(size_of(it, bytes))));
    return DONE;
}

/* What was handed in while the virus scanner was away stays unscanned. */
static enum outcome look_at_scans(struct doctor *it)
{
    struct scan there = scanner_there(it->cli->mem);
    struct file_scan_counts n = {0};
    enum outcome o = file_scan_count(&it->cli->job, &n);

    if (o != DONE)
        return o;
    if (there.is == SCAN_UNSCANNED)
        put(it, WORD_cli_check_scanner, ILL,
            fill(it, WORD_cli_check_scanner_away, WARG(there.words), WORD_NO_ARG));
    else if (there.is == SCAN_CLEAN || n.clean + n.unscanned > 0)
        put(it, WORD_cli_check_scanner, n.unscanned > 0 ? CARE : WELL,
            fill(it, WORD_cli_check_scanner_files, WARG(n.clean), WARG(n.unscanned)));
    if (n.found > 0)
        put(it, WORD_cli_check_scanner, ILL,
            fill(it, WORD_cli_check_scanner_found, WARG(n.found), WORD_NO_ARG));
    return DONE;
}

static enum outcome look_at_admins(struct doctor *it)
{
    struct query *q = query_of(it->cli->db, &sql_cli_admins);
    char text[DAY_TEXT_BYTES];
    int64_t n = 0;

    query_int(q, 1, it->cli->job.org);
    query_text(q, 2, day_text(it->cli->job.today, text));
    if (query_next(q))
        n = query_get_int(q, 0);
    if (query_end(q) != DONE)
        return job_broke(&it->cli->job);
    put(it, WORD_cli_check_admins, n > 0 ? WELL : CARE,
        n > 0 ? arena_text(it->cli->mem, "%lld", (long long)n)
              : cli_word(it->cli, WORD_cli_check_no_admin));
    return DONE;
}

/* A key file that is not there is seen when it is too late: when somebody cannot sign in. */
static enum outcome look_at_seals(struct doctor *it)
{
    struct cli *cli = it->cli;
    struct str path = master_where(cli->mem, cli->key_file, cli->data);
    struct seals seals = {.n = 0};
    size_t n = 0;
    enum master_fault fault = path.len == 0 ? MASTER_MISSING : master_count(path.at, &n);
    enum outcome o = fault == MASTER_FINE ? seals_look(&cli->job, &seals)
                                          : seals_key(&cli->job, &seals);

    if (o != DONE)
        return o;
    if (fault != MASTER_FINE)
        put(it, WORD_cli_check_seals, seals.n > 0 ? ILL : CARE,
            arena_text(cli->mem, "%" STR_FMT ": %" STR_FMT, STR_ARG(path),
                       STR_ARG(word_of(cli->lang, S("key_why."),
                                       str_of(master_fault_names[fault])))));
    else if (seals.closed > 0)
        put(it, WORD_cli_check_seals, ILL,
            fill(it, seals.key.len > 0 ? WORD_cli_check_seals_lack : WORD_cli_check_seals_bent,
                 WARG(seals.closed), WARG(seals.key)));
    else
        put(it, WORD_cli_check_seals, n > 1 ? CARE : WELL,
            n > 1 ? fill(it, WORD_cli_check_seals_two, WARG(path), WORD_NO_ARG)
                  : fill(it, WORD_cli_check_seals_fine, WARG(seals.n), WORD_NO_ARG));
    return DONE;
}

/* [plan 3.4] A shared secret is weaker than a signature, so it is named. */
static enum outcome look_at_sso(struct doctor *it)
{
    struct sso_setting set;
    enum outcome o = act_sso_get(&it->cli->job, &set);

    if (o == DONE && set.it.row.id != 0 && !set.it.ended)
        put(it, WORD_nav_sso, set.it.way == WAY_SECRET ? CARE : WELL,
            set.it.way == WAY_SECRET ? cli_word(it->cli, WORD_cli_check_sso_secret) : set.it.issuer);
    return o;
}

/* A password alone is what thieves of passwords wait for. */
static enum outcome look_at_policy(struct doctor *it)
{
    struct organisation org;
    enum outcome o = act_organisation_get(&it->cli->job, &org);
    bool free = o == DONE && org.sign_policy == SIGN_FREE;

    if (o == DONE)
        put(it, WORD_policy_title, free ? CARE : WELL,
            free ? cli_word(it->cli, WORD_policy_advice)
                 : word_of(it->cli->lang, S("sign_policy."),
                           choice_word(&sign_policy_choices, (int)org.sign_policy)));
    return o;
}

/* A file that was never put back is a hope and no back-up. */
static enum outcome look_at_care(struct doctor *it)
{
    struct care care;
    int64_t old[CARE_KIND_COUNT];
    enum outcome o;

    if (!is_file(it))
        return DONE;
    if ((o = act_care(&it->cli->job, &care)) != DONE)
        return o;
    for (int kind = 0; kind < CARE_KIND_COUNT; kind++)
        old[kind] = (it->cli->now.ms - care.at[kind].ms) / DAY_MS;
    put(it, WORD_cli_check_backup, old[CARE_BACKUP] > OLD_BACKUP_DAYS ? CARE : WELL,
        care.at[CARE_BACKUP].ms == 0
            ? cli_word(it->cli, WORD_cli_check_no_backup)
            : fill(it, WORD_cli_check_backup_at, WARG(care.at[CARE_BACKUP]),
                   WARG(care.seq[CARE_BACKUP])));
    put(it, WORD_cli_check_proof, old[CARE_PROOF] > CARE_PROOF_DAYS ? CARE : WELL,
        care.at[CARE_PROOF].ms == 0
            ? cli_word(it->cli, WORD_cli_check_no_proof)
            : fill(it, WORD_cli_check_proof_at, WARG(care.at[CARE_PROOF]), WORD_NO_ARG));
    return DONE;
}

static enum outcome look(struct doctor *it, bool mend)
{
    enum outcome o;

    look_at_program(it);
    look_at_cages(it);
    look_at_file(it);
    if (is_file(it))
        look_at_writing(it);
    look_at_disk(it);
    look_at_leftovers(it);
    look_at_killed(it);
    if ((o = look_at_role(it)) != DONE)
        return o;
    if ((o = look_at_ledger(it)) != DONE || (o = look_at_clock(it)) != DONE ||
        (o = look_at_figures(it, mend)) != DONE || (o = look_at_evidence(it)) != DONE ||
        (o = look_at_scans(it)) != DONE ||
        (o = look_at_care(it)) != DONE || (o = look_at_seals(it)) != DONE || (o = look_at_sso(it)) != DONE ||
        (o = look_at_policy(it)) != DONE)
        return o;
    return look_at_admins(it);
}

/* Without the right to write beside it, not even what is sound can always be opened. Then this
 * is all that can be seen. */
static bool is_shut(struct doctor *it)
{
    struct cli *cli = it->cli;
    struct str why = S("");
    struct db *db = NULL;
    enum outcome o = cli_bar(cli).len == 0 ? DONE : db_open(cli->mem, cli->data, false, &db, &why);

    db_close(db);
    if (o != BROKEN)
        return false;
    look_at_cages(it);
    put(it, WORD_cli_check_size, ILL, why);
    look_at_writing(it);
    return true;
}

static enum outcome print_checks(struct doctor *it)
{
    static const enum word words[] = {WORD_cli_health_ok, WORD_cli_health_care,
                                      WORD_cli_health_ill};
    struct cli *cli = it->cli;
    const struct column columns[] = {
        cli_column(cli, S("controle"), WORD_cli_col_check, 24),
        cli_column(cli, S("uitkomst"), WORD_cli_col_health, 10),
        cli_column(cli, S("toelichting"), WORD_cli_col_what, 60),
    };
    struct table *table = table_new(cli->mem, S("controles"), cli_word(cli, WORD_cli_doctor_title),
                                    columns, 3, it->n);

    for (size_t i = 0; i < it->n; i++) {
        table_text(table, cli_word(cli, it->checks[i].name));
        table_text(table, cli_word(cli, words[it->checks[i].is]));
        table_text(table, it->checks[i].says);
    }
    return cli_table(cli, table);
}

int cli_doctor(struct cli *cli)
{
    struct doctor it = {.cli = cli};
    bool mend = false;
    struct str clamd = {NULL, 0};
    const struct cli_option options[] = {{"--mend", NULL, &mend}, {"--clamd", &clamd, NULL}};
    enum outcome o;

    if ((o = cli_options(cli, options, 2)) != DONE || (o = cli_clamd(cli, clamd)) != DONE ||
        (o = cli_no_more(cli)) != DONE ||
        (!is_shut(&it) && ((o = cli_open(cli, false)) != DONE || (o = look(&it, mend)) != DONE)) ||
        (o = print_checks(&it)) != DONE)
        return cli_answer(cli, o);
    return it.ill ? EXIT_NO : 0;
}
