#include "cli/chain.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "acts/keys.h"
#include "aide/head.h"
#include "cli/parts.h"
#include "cli/proof.h"
#include "ledger/leave.h"
#include "model/person.h"

enum { KNOWN_MOST = 64 };

/* ---- what whoever checks knows ---- */

static bool is_hex(struct str text, size_t n)
{
    for (size_t i = 0; i < text.len; i++)
        if ((text.at[i] < '0' || text.at[i] > '9') && (text.at[i] < 'a' || text.at[i] > 'f'))
            return false;
    return text.len == n;
}

static bool read_seen(struct str text, struct chain_seen *ret)
{
    struct str seq = str_cut(text, ':', &ret->hash);

    return str_int(seq, &ret->seq) && ret->seq > 0 && is_hex(ret->hash, HEAD_HASH_CHARS);
}

/* Takes every value of an option that may stand there more than once. */
static enum outcome take_all(struct cli *cli, struct str name, struct str *ret, size_t *ret_n)
{
    int kept = 0;

    *ret_n = 0;
    for (int i = 0; i < cli->argc; i++) {
        struct str arg = str_of(cli->argv[i]);
        bool joined = str_starts(arg, name) && arg.len > name.len && arg.at[name.len] == '=';

        if (!joined && (!str_eq(arg, name) || i + 1 == cli->argc)) {
            cli->argv[kept++] = cli->argv[i];
            continue;
        }
        if (*ret_n == KNOWN_MOST)
            return job_refuse_with(&cli->job, name, S("chain.most"), S("64"));
        ret[(*ret_n)++] = joined ? str_sub(arg, name.len + 1, arg.len) : str_of(cli->argv[++i]);
    }
    cli->argc = kept;
    return DONE;
}

enum outcome cli_chain_known(struct cli *cli, struct chain_known *ret)
{
    struct str *keys = NEW_ARRAY(cli->mem, KNOWN_MOST, struct str);
    struct str *heads = NEW_ARRAY(cli->mem, KNOWN_MOST, struct str);
    struct chain_seen *seen = NEW_ARRAY(cli->mem, KNOWN_MOST, struct chain_seen);
    struct str orgs[KNOWN_MOST];
    size_t n_orgs;
    enum outcome o;

    *ret = (struct chain_known){.keys = keys, .seen = seen};
    if ((o = take_all(cli, S("--key"), keys, &ret->keys_n)) != DONE ||
        (o = take_all(cli, S("--head"), heads, &ret->seen_n)) != DONE ||
        (o = take_all(cli, S("--org"), orgs, &n_orgs)) != DONE)
        return o;
    if (n_orgs > 0)
        ret->uuid = orgs[n_orgs - 1];
    for (size_t i = 0; i < ret->keys_n; i++)
        if (!is_hex(keys[i], HEAD_PUBLIC_CHARS))
            return job_refuse_with(&cli->job, S("--key"), S("chain.no_key"), keys[i]);
    for (size_t i = 0; i < ret->seen_n; i++)
        if (!read_seen(heads[i], &seen[i]))
            return job_refuse_with(&cli->job, S("--head"), S("chain.no_head"), heads[i]);
    if (n_orgs > 0 && !is_hex(ret->uuid, HEAD_UUID_CHARS))
        return job_refuse_with(&cli->job, S("--org"), S("chain.no_org"), ret->uuid);
    return DONE;
}

enum outcome cli_chain_seen(struct cli *cli, const struct chain_known *known,
                            struct verify_result *result)
{
    for (size_t i = 0; result->sound && i < known->seen_n; i++) {
        struct str hash;
        enum outcome o = proof_hash_at(&cli->job, known->seen[i].seq, &hash);

        if (o != DONE)
            return o;
        if (str_eq(hash, known->seen[i].hash))
            continue;
        result->sound = false;
        result->key = S("verify.seen");
        result->seq = known->seen[i].seq;
        result->column = S("hash");
        result->expected = known->seen[i].hash;
        result->found = hash;
    }
    return DONE;
}

/* ---- writing ---- */

static bool put(void *to, struct str piece)
{
    return fwrite(piece.at, 1, piece.len, to) == piece.len;
}

/* The ledger is signed as it stands first, so that nothing in the file is not; where that
 * cannot be, it is said and the file is made all the same. */
static enum outcome sign_first(struct cli *cli)
{
    struct signed_head head;
    enum outcome o = act_head_sign(&cli->job, &head);

    if (o == NOT_THERE || o == CLASHED) {
        cli_says(cli, WORD_chain_not_signed, WORD_NO_ARG, WORD_NO_ARG);
        cli->job.faults.n = 0;
        o = DONE;
    }
    return o == DONE ? cli_reread(cli) : o;
}

enum outcome cli_chain_export(struct cli *cli)
{
    bool with_texts = false;
    const struct cli_option options[] = {{"--with-texts", NULL, &with_texts}};
    const struct leave *leave;
    FILE *file = stdout;
    enum outcome o;

    if ((o = cli_options(cli, options, 1)) != DONE || (o = cli_no_more(cli)) != DONE ||
        (o = cli_open(cli, false)) != DONE ||
        (o = leave_ask(&cli->job, MAY_LEDGER, &organisation_noun, 0, &leave)) != DONE ||
        (o = sign_first(cli)) != DONE)
        return o;
    if (cli->out.len > 0 && (file = fopen(arena_str(cli->mem, cli->out).at, "wb")) == NULL) {
        cli->job.broke = arena_text(cli->mem, "%" STR_FMT ": %m", STR_ARG(cli->out));
        return BROKEN;
    }
    o = chain_export(&cli->job, with_texts, put, file);
    if (fflush(file) != 0 && o == DONE) {
        cli->job.broke = arena_text(cli->mem, "%" STR_FMT ": %m", STR_ARG(cli->out));
        o = BROKEN;
    }
    if (file != stdout && fclose(file) != 0 && o == DONE)
        o = BROKEN;
    return o;
}

/* ---- checking ---- */

static enum outcome map(struct cli *cli, struct str path, struct str *ret)
{
    int file = open(arena_str(cli->mem, path).at, O_RDONLY | O_CLOEXEC);
    struct stat stat;
    void *at = NULL;

    if (file < 0)
        return job_refuse_with(&cli->job, S(""), S("cli.no_such_file"), path);
    if (fstat(file, &stat) != 0 || !S_ISREG(stat.st_mode) ||
        (stat.st_size > 0 && (at = mmap(NULL, (size_t)stat.st_size, PROT_READ, MAP_PRIVATE, file,
                                        0)) == MAP_FAILED)) {
        close(file);
        cli->job.broke = arena_text(cli->mem, "%" STR_FMT ": %m", STR_ARG(path));
        return BROKEN;
    }
    close(file);
    *ret = (struct str){at, (size_t)stat.st_size};
    return DONE;
}

/* words: chain_why. */
static struct str fault_of(struct cli *cli, const struct chain_result *it)
{
    struct str why = word_of(cli->lang, S("chain_why."), it->key);

    if (it->sound)
        return S("");
    if (it->which.len > 0)
        why = arena_text(cli->mem, "%" STR_FMT " (%" STR_FMT ")", STR_ARG(why),
                         STR_ARG(it->which));
    return word_fill(cli->mem, cli->lang, WORD_chain_broken, WARG(it->line), WARG(why));
}

/* How far it is proven stands beside whether it is sound. */
static enum outcome print(struct cli *cli, const struct chain_result *it, struct str fault)
{
    const struct column columns[] = {
        cli_column(cli, S("klopt"), WORD_cli_col_sound, 8),
        cli_column(cli, S("getekend_tot"), WORD_chain_signed_upto, 12),
        cli_column(cli, S("alleen_keten"), WORD_chain_bare, 12),
        cli_column(cli, S("regels"), WORD_cli_col_entries, 12),
        cli_column(cli, S("standen"), WORD_chain_heads, 12),
        cli_column(cli, S("kenmerk"), WORD_cli_col_hash, 66),
        cli_column(cli, S("fout"), WORD_cli_col_fault, 60),
    };
    struct table *table = table_new(cli->mem, S("controle"), cli_word(cli, WORD_cli_proof_title),
                                    columns, 7, 1);

    table_flag(table, it->sound);
    table_int(table, it->signed_seq);
    if (it->sound)
        table_int(table, it->entries - it->fixed_seq);
    else
        table_empty(table);
    table_int(table, it->entries);
    table_int(table, it->heads);
    table_text(table, it->hash);
    table_text(table, fault);
    return cli_record(cli, table);
}

int cli_chain_verify(struct cli *cli, struct str path, const struct chain_known *known)
{
    struct chain_result result;
    struct str file, fault;
    enum outcome o = DONE;

    if (known->uuid.len == 0)
        o = job_refuse(&cli->job, S("--org"), S("chain.needs_org"));
    else if (known->keys_n == 0 && known->seen_n == 0)
        o = job_refuse(&cli->job, S("--key"), S("chain.needs_key"));
    if (o != DONE || (o = map(cli, path, &file)) != DONE)
        return cli_answer(cli, o);
    chain_check(cli->mem, file, known, &result);
    fault = fault_of(cli, &result);
    if ((o = print(cli, &result, fault)) != DONE)
        return cli_answer(cli, o);
    if (result.sound)
        return 0;
    cli_line(cli, fault);
    return EXIT_NO;
}
