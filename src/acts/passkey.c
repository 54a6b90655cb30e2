#include "acts/passkey.h"

#include "acts/account_event.h"
#include "acts/passing.h"
#include "acts/policy.h"
#include "acts/password.h"
#include "base/base64.h"
#include "base/bug.h"
#include "model/value.h"
#include "store/sql.h"

enum { CHALLENGE_BYTES = 32, HANDLE_BYTES = 32 };

static enum outcome refuse(struct job *job, struct str key)
{
    return job_refuse(job, S("passkey"), key);
}

static enum outcome refuse_fault(struct job *job, enum webauthn_fault fault)
{
    return job_refuse_with(job, S("passkey"), S("passkey.refused"), webauthn_word(fault));
}

static struct str random_text(struct job *job, size_t n)
{
    return base64_url(job->mem, random_bytes(job, n));
}

/* ---- challenges ---- */

/* Of those of who is signed in there is one for each session and end: they need no other bound,
 * and no stranger drives them out. */
static enum outcome challenge_give(struct job *job, struct str secret, struct str handle,
                                   struct str *ret)
{
    struct moment before = {job->now.ms - PASSKEY_MINUTES * INT64_C(60000)};
    struct str bound = token_hash(job, secret);
    struct str challenge = random_text(job, CHALLENGE_BYTES);
    struct query *q;
    enum outcome o;

    if ((o = passing_write(job)) != DONE ||
        (o = passing_trim(job, &sql_challenge_last, &sql_challenge_trim, before,
                          &sql_challenge_spare, PASSKEY_ATTEMPTS_MAX)) != DONE)
        return o;
    q = query_of(job->db, &sql_challenge_end);
    query_text(q, 1, bound);
    if (query_run(q, NULL) != DONE)
        return job_broke(job);
    q = query_of(job->db, &sql_challenge_add);
    query_text(q, 1, bound);
    query_text(q, 2, challenge);
    query_text(q, 3, handle);
    query_text(q, 4, passing_moment(job, job->now));
    if ((o = passing_write_one(job, q)) == DONE)
        *ret = challenge;
    return o;
}

/* Once: it is gone before anybody looks at the answer. Two that take it at the same time
 * both find it, and one of them ends it. */
static enum outcome challenge_take(struct job *job, struct str secret, struct str *ret_challenge,
                                   struct str *ret_handle)
{
    struct str bound = token_hash(job, secret);
    struct moment made = {0};
    int64_t ended = 0;
    bool stands;
    struct query *q;
    enum outcome o;

    if ((o = passing_write(job)) != DONE)
        return o;
    q = query_of(job->db, &sql_challenge_get);
    query_text(q, 1, bound);
    stands = query_next(q) && moment_of_text(query_get_text(q, 2), &made) &&
             job->now.ms - made.ms <= PASSKEY_MINUTES * INT64_C(60000);
    if (stands) {
        *ret_challenge = arena_str(job->mem, query_get_text(q, 0));
        *ret_handle = arena_str(job->mem, query_get_text(q, 1));
    }
    if (query_end(q) != DONE)
        return job_broke(job);
    q = query_of(job->db, &sql_challenge_end);
    query_text(q, 1, bound);
    if (query_run(q, &ended) != DONE || db_commit(job->db) != DONE)
        return job_broke(job);
    return stands && ended == 1 ? DONE : refuse(job, S("passkey.late"));
}

/* ---- one's own ---- */

static struct moment moment_at(struct query *q, int column)
{
    struct moment moment = {0};

    if (query_get_text(q, column).len > 0)
        MUST(moment_of_text(query_get_text(q, column), &moment));
    return moment;
}

enum outcome act_passkey_list(struct job *job, struct passkey_line **ret, size_t *ret_n)
{
    struct query *q = query_of(job->db, &sql_passkey_list);
    struct passkey_line *lines = NULL;
    size_t n = 0;

    query_int(q, 1, job->account);
    while (query_next(q)) {
        lines = arena_more(job->mem, lines, n, sizeof *lines);
        lines[n++] = (struct passkey_line){
            .id = query_get_int(q, 0),
            .rp = arena_str(job->mem, query_get_text(q, 3)),
            .name = arena_str(job->mem, query_get_text(q, 4)),
            .made = moment_at(q, 5), .seen = moment_at(q, 6), .copied = moment_at(q, 7),
        };
    }
    *ret = lines;
    *ret_n = n;
    return query_end(q) == DONE ? DONE : job_broke(job);
}

/* Those of an account: of one site, or rp empty: of all. An authenticator keeps one passkey for a
 * handle of a site: all of an account have the same. */
static enum outcome load_known(struct job *job, struct str rp, struct passkey_asked *ret)
{
    struct query *q = query_of(job->db, &sql_passkey_list);

    query_int(q, 1, job->account);
    while (query_next(q)) {
        if (rp.len > 0 && !str_eq(query_get_text(q, 3), rp))
            continue;
        ret->known = arena_more(job->mem, ret->known, ret->known_n, sizeof *ret->known);
        ret->known[ret->known_n++] = arena_str(job->mem, query_get_text(q, 1));
        ret->handle = arena_str(job->mem, query_get_text(q, 2));
    }
    return query_end(q) == DONE ? DONE : job_broke(job);
}

enum outcome act_passkey_begin(struct job *job, struct str session, struct passkey_asked *ret)
{
    struct passkey_asked asked = {0};
    enum outcome o;

    if (job->account == 0 || session.len == 0)
        return NOT_THERE;
    if ((o = passing_read(job)) != DONE || (o = load_known(job, S(""), &asked)) != DONE)
        return o;
    if (asked.known_n == 0)
        asked.handle = random_text(job, HANDLE_BYTES);
    if ((o = challenge_give(job, session, asked.handle, &asked.challenge)) == DONE)
        *ret = asked;
    return o;
}

static enum outcome next_id(struct job *job, int64_t *ret)
{
    struct query *q = query_of(job->db, &sql_passkey_next);

    if (query_next(q))
        *ret = query_get_int(q, 0);
    return query_end(q) == DONE ? DONE : job_broke(job);
}

/* Two that add the same credential at once: the table takes one of them. Not committed yet. */
static enum outcome save(struct job *job, const struct webauthn_site *site, struct str handle,
                         struct str name, const struct webauthn_key *key)
{
    struct passkey_asked known = {0};
    struct query *q;
    int64_t id = 0;
    enum outcome o;

    if ((o = passing_write(job)) != DONE || (o = load_known(job, S(""), &known)) != DONE ||
        (o = next_id(job, &id)) != DONE)
        return o;
    if (known.known_n >= PASSKEYS_PER_ACCOUNT)
        return refuse(job, S("passkey.full"));
    q = query_of(job->db, &sql_passkey_add);
    query_int(q, 1, job->account);
    query_int(q, 2, id);
    query_text(q, 3, base64_url(job->mem, key->credential));
    query_text(q, 4, handle);
    query_text(q, 5, site->rp);
    query_int(q, 6, key->algorithm);
    query_text(q, 7, base64_url(job->mem, key->bytes));
    query_int(q, 8, key->count);
    query_text(q, 9, name);
    query_text(q, 10, passing_moment(job, job->now));
    if ((o = query_run(q, NULL)) == REFUSED)
        return refuse(job, S("passkey.known"));
    if (o != DONE)
        return job_broke(job);
    return account_note(job, job->account, EVENT_PASSKEY_ADDED);
}

enum outcome act_passkey_add(struct job *job, const struct webauthn_site *site, struct str cookie,
                             struct str name, const struct passkey_made *made,
                             struct session *session)
{
    struct session enrolled = *session;
    struct webauthn_made bytes;
    struct webauthn_key key;
    struct str challenge;
    struct str handle;
    enum webauthn_fault fault;
    enum outcome o;

    if (job->account == 0 || session->form.len == 0)
        return NOT_THERE;
    if (!value_line(name, PASSKEY_NAME_CHARS))
        return job_refuse(job, S("name"), S("passkey.name"));
    if ((o = challenge_take(job, session->form, &challenge, &handle)) != DONE)
        return o;
    if (handle.len == 0 || !base64_url_read(job->mem, made->client, &bytes.client) ||
        !base64_url_read(job->mem, made->attestation, &bytes.attestation))
        return refuse_fault(job, WEBAUTHN_OBJECT);
    fault = webauthn_add(job->mem, site, challenge, &bytes, &key);
    if (fault != WEBAUTHN_FINE)
        return refuse_fault(job, fault);
    if ((o = save(job, site, handle, name, &key)) != DONE ||
        (o = session_enrol(job, cookie, &enrolled)) != DONE)
        return o;
    if (db_commit(job->db) != DONE)
        return job_broke(job);
    *session = enrolled;
    return DONE;
}

/* Runs what is bound; it must touch the one row. Not committed yet. */
static enum outcome write_own(struct job *job, struct query *q)
{
    int64_t n = 0;

    if (query_run(q, &n) != DONE)
        return job_broke(job);
    return n == 1 ? DONE : NOT_THERE;
}

enum outcome act_passkey_name(struct job *job, int64_t id, struct str name)
{
    struct query *q;
    enum outcome o;

    if (!value_line(name, PASSKEY_NAME_CHARS))
        return job_refuse(job, S("name"), S("passkey.name"));
    if ((o = passing_write(job)) != DONE)
        return o;
    q = query_of(job->db, &sql_passkey_set_name);
    query_int(q, 1, job->account);
    query_int(q, 2, id);
    query_text(q, 3, name);
    if ((o = write_own(job, q)) != DONE)
        return o;
    return db_commit(job->db) == DONE ? DONE : job_broke(job);
}

enum outcome act_passkey_remove(struct job *job, int64_t id)
{
    struct query *q;
    enum outcome o;

    if ((o = passing_write(job)) != DONE)
        return o;
    q = query_of(job->db, &sql_passkey_remove);
    query_int(q, 1, job->account);
    query_int(q, 2, id);
    if ((o = write_own(job, q)) != DONE ||
        (o = account_note(job, job->account, EVENT_PASSKEY_REMOVED)) != DONE)
        return o;
    return db_commit(job->db) == DONE ? DONE : job_broke(job);
}

/* ---- coming in ---- */

enum outcome act_passkey_ask(struct job *job, struct str *ret_attempt, struct passkey_asked *ret)
{
    struct passkey_asked asked = {0};
    struct str attempt = random_hex(job, CHALLENGE_BYTES);
    enum outcome o = challenge_give(job, attempt, S(""), &asked.challenge);

    if (o == DONE) {
        *ret_attempt = attempt;
        *ret = asked;
    }
    return o;
}

/* The row of a credential. */
struct kept {
    int64_t account, id;
    struct str handle, rp;
    struct webauthn_key key;
};

static enum outcome find(struct job *job, struct str credential, struct kept *ret)
{
    struct query *q;
    enum outcome o;
    bool there;

    if ((o = passing_read(job)) != DONE)
        return o;
    q = query_of(job->db, &sql_passkey_get);
    query_text(q, 1, credential);
    if ((there = query_next(q))) {
        ret->account = query_get_int(q, 0);
        ret->id = query_get_int(q, 1);
        ret->handle = arena_str(job->mem, query_get_text(q, 2));
        ret->rp = arena_str(job->mem, query_get_text(q, 3));
        ret->key = (struct webauthn_key){.algorithm = query_get_int(q, 4),
                                         .count = query_get_int(q, 6)};
        MUST(base64_url_read(job->mem, query_get_text(q, 5), &ret->key.bytes));
    }
    if (query_end(q) != DONE)
        return job_broke(job);
    return there ? DONE : refuse(job, S("passkey.unknown"));
}

static enum outcome prove(struct job *job, const struct webauthn_site *site, struct str challenge,
                          const struct kept *kept, const struct passkey_said *said,
                          int64_t *ret_count)
{
    struct webauthn_signed bytes;
    enum webauthn_fault fault;

    if (!base64_url_read(job->mem, said->client, &bytes.client) ||
        !base64_url_read(job->mem, said->authenticator, &bytes.authenticator) ||
        !base64_url_read(job->mem, said->signature, &bytes.signature))
        return refuse_fault(job, WEBAUTHN_OBJECT);
    fault = webauthn_prove(site, challenge, &kept->key, &bytes, ret_count);
    return fault == WEBAUTHN_FINE ? DONE : refuse_fault(job, fault);
}

static enum outcome note_use(struct job *job, const struct kept *kept, int64_t count, bool copied)
{
    struct query *q;
    enum outcome o;

    if ((o = passing_write(job)) != DONE)
        return o;
    if (copied) {
        q = query_of(job->db, &sql_passkey_suspect);
        query_int(q, 1, kept->account);
        query_int(q, 2, kept->id);
        query_text(q, 3, passing_moment(job, job->now));
        if (query_run(q, NULL) != DONE)
            return job_broke(job);
        if ((o = account_note(job, kept->account, EVENT_PASSKEY_COPIED)) != DONE)
            return o;
    }
    q = query_of(job->db, &sql_passkey_used);
    query_int(q, 1, kept->account);
    query_int(q, 2, kept->id);
    query_int(q, 3, count);
    query_text(q, 4, passing_moment(job, job->now));
    return passing_write_one(job, q);
}

enum outcome act_passkey_sign_in(struct job *job, const struct webauthn_site *site,
                                 struct str attempt, const struct passkey_said *said,
                                 struct str agent, struct session *ret, bool *ret_copied)
{
    struct kept kept = {0};
    struct str challenge;
    struct str none;
    int64_t count = 0;
    bool copied;
    enum outcome o;

    if ((o = challenge_take(job, attempt, &challenge, &none)) != DONE)
        return o;
    /* A challenge for a new passkey lets nobody in. */
    if (none.len > 0)
        return refuse(job, S("passkey.late"));
    if ((o = find(job, said->credential, &kept)) != DONE)
        return o;
    /* [WebAuthn2 7.2 step 6] Nobody said who they are: the passkey must, and be right. */
    if (!str_eq(said->handle, kept.handle) || !str_eq(kept.rp, site->rp))
        return refuse(job, S("passkey.unknown"));
    if ((o = prove(job, site, challenge, &kept, said, &count)) != DONE)
        return o;
    if ((o = job_identify(job, kept.account)) == NOT_THERE || (o == DONE && job->roles == 0))
        return refuse(job, S("sign.no_role"));
    copied = webauthn_copied(kept.key.count, count);
    if (o != DONE || (o = policy_own(job, S("passkey"))) != DONE ||
        (o = note_use(job, &kept, count, copied)) != DONE)
        return o;
    *ret = (struct session){.account = kept.account, .factor = true};
    if ((o = session_make(job, agent, ret)) == DONE)
        *ret_copied = copied;
    return o;
}

/* ---- still there ---- */

/* Its own place beside that of a new passkey, so that neither answers for the other. */
static struct str proof_of(struct job *job, struct str session)
{
    return arena_text(job->mem, "prove\n%" STR_FMT, STR_ARG(session));
}

enum outcome act_passkey_question(struct job *job, const struct webauthn_site *site,
                                  struct str session, struct passkey_asked *ret)
{
    struct passkey_asked asked = {0};
    enum outcome o = DONE;

    if (job->account == 0 || session.len == 0)
        return NOT_THERE;
    if (site->rp.len > 0 && ((o = passing_read(job)) != DONE ||
                             (o = load_known(job, site->rp, &asked)) != DONE))
        return o;
    if (asked.known_n > 0)
        o = challenge_give(job, proof_of(job, session), asked.handle, &asked.challenge);
    if (o == DONE)
        *ret = asked;
    return o;
}

/* [WebAuthn2 7.2 step 6] It was said who they are: the passkey must be theirs, and an
 * authenticator that was told which ones are need not give the handle. */
static bool is_theirs(const struct job *job, const struct webauthn_site *site,
                      const struct kept *kept, struct str handle)
{
    return kept->account == job->account && str_eq(kept->rp, site->rp) &&
           (handle.len == 0 || str_eq(handle, kept->handle));
}

enum outcome act_passkey_prove(struct job *job, const struct webauthn_site *site,
                               struct str cookie, const struct passkey_said *said,
                               struct session *session)
{
    struct kept kept = {0};
    struct str challenge;
    struct str handle;
    int64_t count = 0;
    enum outcome o;

    if (job->account == 0 || session->form.len == 0)
        return NOT_THERE;
    if ((o = challenge_take(job, proof_of(job, session->form), &challenge, &handle)) != DONE ||
        (o = find(job, said->credential, &kept)) != DONE)
        return o;
    if (!is_theirs(job, site, &kept, said->handle))
        return refuse(job, S("passkey.other"));
    if ((o = prove(job, site, challenge, &kept, said, &count)) != DONE ||
        (o = policy_own(job, S("passkey"))) != DONE ||
        (o = note_use(job, &kept, count, webauthn_copied(kept.key.count, count))) != DONE)
        return o;
    session->factor = true;
    return session_prove(job, cookie, session);
}
