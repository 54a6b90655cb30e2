/* Passkeys: added, used, named, taken away; and each way in which a challenge does not count. */
#include "town.h"

#include "acts/account_event.h"
#include "acts/passkey.h"
#include "authenticator.h"
#include "base/base64.h"

#define SESSION S("a session's form token")

static const struct webauthn_site site = {STR_INIT("localhost"),
                                          STR_INIT("http://localhost:8642")};
static struct device device;

/* A test on a town with an account for Samira, who has signed in, and a device of hers. */
#define ON_KEYS(name)                                                                           \
    static void name##_in(struct town *t);                                                      \
    static void name##_at(struct arena *mem, struct str where)                                  \
    {                                                                                           \
        static struct town town;                                                                \
        town_found(&town, mem, where, S("vier paarse fietsen"));                                \
        town.job->account = 1;                                                                  \
        device = device_new(mem, ES256, S("the first credential"));                             \
        name##_in(&town);                                                                       \
        device_free(&device);                                                                   \
        town_close(&town);                                                                      \
    }                                                                                           \
    TEST(name) { on_both(name##_at); }                                                          \
    static void name##_in(struct town *t)

static struct passkey_asked begin(struct town *t)
{
    struct passkey_asked asked;

    DO(t, act_passkey_begin(t->job, SESSION, &asked));
    return asked;
}

static struct passkey_made make(struct town *t, struct device *with, struct str challenge)
{
    struct recipe recipe = recipe_of(&site, challenge, true);
    struct webauthn_made made = device_make(with, t->mem, &recipe);

    return (struct passkey_made){base64_url(t->mem, made.client),
                                 base64_url(t->mem, made.attestation)};
}

static enum outcome add(struct town *t, struct str name, const struct passkey_made *made)
{
    struct session session = {.form = SESSION};

    return TRY(t, act_passkey_add(t->job, &site, S(""), name, made, &session));
}

/* Adds the device; gives the handle that it is kept under. */
static struct str have(struct town *t, struct device *with)
{
    struct passkey_asked asked = begin(t);
    struct passkey_made made = make(t, with, asked.challenge);

    town_ok(t, add(t, S("Laptop"), &made));
    return asked.handle;
}

struct coming {
    struct str attempt;
    struct passkey_said said;
    struct session session;
    bool copied;
};

static struct passkey_said sign(struct town *t, struct device *with, struct str handle,
                                struct str challenge)
{
    struct recipe recipe = recipe_of(&site, challenge, false);
    struct webauthn_signed bytes = device_sign(with, t->mem, &recipe);

    return (struct passkey_said){
        base64_url(t->mem, with->credential), handle, base64_url(t->mem, bytes.client),
        base64_url(t->mem, bytes.authenticator), base64_url(t->mem, bytes.signature)};
}

static struct coming ask(struct town *t, struct device *with, struct str handle)
{
    struct coming it = {0};
    struct passkey_asked asked;

    t->job->account = t->job->person = t->job->org = 0;
    t->job->roles = 0;
    DO(t, act_passkey_ask(t->job, &it.attempt, &asked));
    EQ(asked.known_n, 0);
    it.said = sign(t, with, handle, asked.challenge);
    return it;
}

static enum outcome come_in(struct town *t, struct coming *it)
{
    return TRY(t, act_passkey_sign_in(t->job, &site, it->attempt, &it->said, S("a browser"),
                                      &it->session, &it->copied));
}

static struct passkey_line *list(struct town *t, size_t wanted)
{
    struct passkey_line *lines;
    size_t n;

    t->job->account = 1;
    DO(t, act_passkey_list(t->job, &lines, &n));
    EQ(n, wanted);
    return lines;
}

#define NOT_TAKEN(t, key, call) town_is_refused((t), (call), S("passkey"), S(key))

ON_KEYS(a_passkey_signs_in_without_an_address_or_a_password)
{
    struct str handle = have(t, &device);
    struct coming it = ask(t, &device, handle);
    struct session found = {0};

    EQ(come_in(t, &it), DONE);
    EQ(t->job->org, 1);
    EQ(t->job->account, 1);
    EQ(t->job->roles, ROLE(ADMIN) | ROLE(CISO));
    EQ(it.session.cookie.len, 64);
    assert_false(it.copied);
    DO(t, session_find(t->job, it.session.cookie, &found));
    text_eq(found.name, "Samira Haddad");
    EQ(list(t, 1)->seen.ms, t->job->now.ms);
    text_eq(list(t, 1)->name, "Laptop");
    text_eq(list(t, 1)->rp, "localhost");
}

ON_KEYS(an_answer_counts_once_and_for_five_minutes)
{
    struct str handle = have(t, &device);
    struct coming it = ask(t, &device, handle);
    struct coming late;

    EQ(come_in(t, &it), DONE);
    NOT_TAKEN(t, "passkey.late", come_in(t, &it));
    late = ask(t, &device, handle);
    t->job->now.ms += 5 * 60000 + 1;
    NOT_TAKEN(t, "passkey.late", come_in(t, &late));
    late = ask(t, &device, handle);
    t->job->now.ms += 5 * 60000;
    EQ(come_in(t, &late), DONE);
}

ON_KEYS(a_wrong_answer_uses_up_the_question)
{
    struct str handle = have(t, &device);
    struct coming it = ask(t, &device, handle);
    struct str right = it.said.signature;

    it.said.signature = S("AAAA");
    NOT_TAKEN(t, "passkey.refused", come_in(t, &it));
    text_eq(t->job->faults.at[0].arg, "signature");
    it.said.signature = right;
    NOT_TAKEN(t, "passkey.late", come_in(t, &it));
}

ON_KEYS(an_answer_counts_for_its_own_attempt_alone)
{
    struct str handle = have(t, &device);
    struct coming one = ask(t, &device, handle);
    struct coming other = ask(t, &device, handle);
    struct str attempt = one.attempt;

    one.attempt = other.attempt;
    NOT_TAKEN(t, "passkey.refused", come_in(t, &one));
    text_eq(t->job->faults.at[0].arg, "challenge");
    other.attempt = S("");
    NOT_TAKEN(t, "passkey.late", come_in(t, &other));
    one.attempt = attempt;
    EQ(come_in(t, &one), DONE);
}

ON_KEYS(a_question_for_a_new_passkey_lets_nobody_in)
{
    struct str handle = have(t, &device);
    struct passkey_asked asked = begin(t);
    struct coming it = {.attempt = SESSION, .said = sign(t, &device, handle, asked.challenge)};

    NOT_TAKEN(t, "passkey.late", come_in(t, &it));
}

ON_KEYS(a_question_of_who_comes_in_adds_no_passkey)
{
    struct passkey_asked asked;
    struct session session = {0};
    struct passkey_made made;

    DO(t, act_passkey_ask(t->job, &session.form, &asked));
    made = make(t, &device, asked.challenge);
    NOT_TAKEN(t, "passkey.refused",
              TRY(t, act_passkey_add(t->job, &site, S(""), S("X"), &made, &session)));
    list(t, 0);
}

ON_KEYS(a_passkey_that_is_not_kept_or_of_somebody_else_is_unknown)
{
    struct str handle = have(t, &device);
    struct device strange = device_new(t->mem, EDDSA, S("never seen"));
    struct coming it = ask(t, &strange, handle);

    NOT_TAKEN(t, "passkey.unknown", come_in(t, &it));
    it = ask(t, &device, S(""));
    NOT_TAKEN(t, "passkey.unknown", come_in(t, &it));
    it = ask(t, &device, S("another's handle"));
    NOT_TAKEN(t, "passkey.unknown", come_in(t, &it));
    /* Another's credential under one's own device: its key did not sign. */
    strange.credential = device.credential;
    it = ask(t, &strange, handle);
    NOT_TAKEN(t, "passkey.refused", come_in(t, &it));
    text_eq(t->job->faults.at[0].arg, "signature");
    run_sql(t->db, "update passkey set rp = 'elsewhere.example'");
    it = ask(t, &device, handle);
    NOT_TAKEN(t, "passkey.unknown", come_in(t, &it));
    device_free(&strange);
}

ON_KEYS(a_passkey_is_added_once)
{
    struct device other = device_new(t->mem, RS256, S("the second credential"));
    struct passkey_asked asked;
    struct passkey_made made;
    struct str handle = have(t, &device);

    asked = begin(t);
    EQ(asked.known_n, 1);
    assert_true(str_eq(asked.known[0], base64_url(t->mem, device.credential)));
    assert_true(str_eq(asked.handle, handle)); /* one for all of an account */
    made = make(t, &device, asked.challenge);
    NOT_TAKEN(t, "passkey.known", add(t, S("Nogmaals"), &made));
    assert_true(str_eq(have(t, &other), handle));
    list(t, 2);
    device_free(&other);
}

ON_KEYS(what_was_not_asked_for_is_not_added)
{
    struct passkey_asked asked = begin(t);
    struct passkey_made made = make(t, &device, asked.challenge);
    struct passkey_made odd = made;
    struct session another = {.form = S("another session")};

    town_is_refused(t, add(t, S(""), &made), S("name"), S("passkey.name"));
    NOT_TAKEN(t, "passkey.late",
              TRY(t, act_passkey_add(t->job, &site, S(""), S("X"), &made, &another)));
    odd.client = S("not base64!");
    NOT_TAKEN(t, "passkey.refused", add(t, S("X"), &odd));
    NOT_TAKEN(t, "passkey.late", add(t, S("X"), &made));
    asked = begin(t);
    made = make(t, &device, asked.challenge);
    t->job->now.ms += 5 * 60000 + 1;
    NOT_TAKEN(t, "passkey.late", add(t, S("X"), &made));
    asked = begin(t);
    made = make(t, &device, asked.challenge);
    begin(t); /* a later question takes the place of an earlier */
    NOT_TAKEN(t, "passkey.refused", add(t, S("X"), &made));
    text_eq(t->job->faults.at[0].arg, "challenge");
    list(t, 0);
    t->job->account = 0;
    EQ(TRY(t, act_passkey_begin(t->job, SESSION, &asked)), NOT_THERE);
}

ON_KEYS(a_count_that_went_back_is_told_and_remembered)
{
    struct str handle = have(t, &device);
    struct coming it;

    device.count = 40;
    it = ask(t, &device, handle);
    EQ(come_in(t, &it), DONE);
    assert_false(it.copied);
    EQ(list(t, 1)->copied.ms, 0);
    device.count = 7;
    it = ask(t, &device, handle);
    EQ(come_in(t, &it), DONE); /* a notice, no refusal */
    assert_true(it.copied);
    EQ(list(t, 1)->copied.ms, t->job->now.ms);
    /* The highest stays: the copy is told of each time. */
    it = ask(t, &device, handle);
    EQ(come_in(t, &it), DONE);
    assert_true(it.copied);
}

ON_KEYS(a_device_that_does_not_count_is_no_copy)
{
    struct str handle;
    struct coming it;

    device.counts = false;
    handle = have(t, &device);
    for (int i = 0; i < 2; i++) {
        it = ask(t, &device, handle);
        EQ(come_in(t, &it), DONE);
        assert_false(it.copied);
    }
}

ON_KEYS(a_passkey_is_named_and_removed_by_its_owner_alone)
{
    struct str handle = have(t, &device);
    struct coming it;

    DO(t, act_passkey_name(t->job, 1, S("Sleutel aan de bos")));
    text_eq(list(t, 1)->name, "Sleutel aan de bos");
    IS_REFUSED(t, "name", "passkey.name", act_passkey_name(t->job, 1, S("")));
    IS_REFUSED(t, "name", "passkey.name", act_passkey_name(t->job, 1, S("a\nb")));
    IS_REFUSED(t, "name", "passkey.name",
               act_passkey_name(t->job, 1, arena_text(t->mem, "%0101d", 0)));
    EQ(TRY(t, act_passkey_name(t->job, 2, S("X"))), NOT_THERE);
    t->job->account = 2;
    EQ(TRY(t, act_passkey_name(t->job, 1, S("X"))), NOT_THERE);
    EQ(TRY(t, act_passkey_remove(t->job, 1)), NOT_THERE);
    list(t, 1);
    DO(t, act_passkey_remove(t->job, 1));
    list(t, 0);
    EQ(TRY(t, act_passkey_remove(t->job, 1)), NOT_THERE);
    it = ask(t, &device, handle);
    NOT_TAKEN(t, "passkey.unknown", come_in(t, &it));
}

ON_KEYS(its_owner_is_told_what_happened_to_it)
{
    struct account_event_line *lines;
    struct str handle = have(t, &device);
    struct coming it;
    size_t n;

    device.count = 0;
    t->job->now.ms += 1000;
    it = ask(t, &device, handle);
    EQ(come_in(t, &it), DONE);
    t->job->now.ms += 1000;
    DO(t, act_passkey_remove(t->job, 1));
    DO(t, account_events(t->job, &lines, &n));
    EQ(n, 3);
    EQ(lines[2].kind, EVENT_PASSKEY_ADDED);
    EQ(lines[1].kind, EVENT_PASSKEY_COPIED);
    EQ(lines[0].kind, EVENT_PASSKEY_REMOVED);
}

ON_KEYS(an_account_has_twenty_passkeys_at_most)
{
    for (int i = 0; i < PASSKEYS_PER_ACCOUNT; i++) {
        device.credential = arena_text(t->mem, "credential %d", i);
        have(t, &device);
    }
    device.credential = S("one more");
    {
        struct passkey_asked asked = begin(t);
        struct passkey_made made = make(t, &device, asked.challenge);

        NOT_TAKEN(t, "passkey.full", add(t, S("X"), &made));
    }
}

ON_KEYS(who_has_left_or_has_no_role_does_not_come_in)
{
    struct str handle = have(t, &device);
    struct coming it = ask(t, &device, handle);

    run_sql(t->db, "update role_held set until = '2026-01-04'");
    NOT_TAKEN(t, "sign.no_role", come_in(t, &it));
    run_sql(t->db, "update role_held set until = null");
    it = ask(t, &device, handle);
    run_sql(t->db, "update person set until = '2026-01-04'");
    NOT_TAKEN(t, "sign.no_role", come_in(t, &it));
    run_sql(t->db, "update person set until = null");
    it = ask(t, &device, handle);
    EQ(come_in(t, &it), DONE);
}

/* [plan 3.10] nobody is kept out by who guesses passwords. */
ON_KEYS(a_passkey_passes_the_delay_of_wrong_passwords)
{
    struct str handle = have(t, &device);
    struct str email = S("samira@voorbeeld.example");
    struct session session;
    struct coming it;

    for (int i = 0; i < 5; i++)
        IS_REFUSED(t, "email", "sign.wrong",
                   act_sign_in(t->job, email, S("mis"), S("a browser"), &session));
    IS_REFUSED(t, "email", "sign.wait",
               act_sign_in(t->job, email, S("mis"), S("a browser"), &session));
    it = ask(t, &device, handle);
    EQ(come_in(t, &it), DONE);
}

static int64_t open_questions(struct town *t)
{
    static const enum sql_type gives[] = {SQL_BIGINT};
    static const struct statement count = {
        "count", "select count(*) from passkey_challenge", TEST_NUMBER, 0, NULL, 1, gives, NULL};

    return rows_of(t->db, &count);
}

ON_KEYS(questions_that_nobody_answers_do_not_pile_up)
{
    struct str attempt;
    struct passkey_asked asked;

    for (int i = 0; i < 3; i++)
        DO(t, act_passkey_ask(t->job, &attempt, &asked));
    EQ(open_questions(t), 3);
    t->job->now.ms += 5 * 60000 + 1;
    DO(t, act_passkey_ask(t->job, &attempt, &asked));
    EQ(open_questions(t), 1);
}

/* So many attempts of nobody, asked now. */
static void strangers_ask(struct town *t, int n)
{
    static const char zeros[] = "0000000000000000000000000000000000000000000000000000000000000000";
    char text[MOMENT_TEXT_BYTES];

    run_sql(t->db, arena_text(t->mem,
        "with recursive n(i) as (select 1 union all select i + 1 from n where i < %d) "
        "insert into passkey_challenge (bound, challenge, handle, made) "
        "select substr('%s', 1, 64 - length(cast(i as text))) || cast(i as text), 'x', '', '%s' "
        "from n", n, zeros, moment_text(t->job->now, text).at).at);
}

ON_KEYS(what_strangers_are_asked_is_bounded_and_drives_out_nothing_of_who_is_in)
{
    struct passkey_asked mine = begin(t);
    struct passkey_made made = make(t, &device, mine.challenge);
    struct passkey_asked asked;
    struct str attempt;

    t->job->now.ms += 20000 - t->job->now.ms % 10000;
    strangers_ask(t, PASSKEY_ATTEMPTS_MAX + 5);
    DO(t, act_passkey_ask(t->job, &attempt, &asked)); /* those who ask meanwhile count nothing */
    EQ(open_questions(t), 1 + PASSKEY_ATTEMPTS_MAX + 6);
    t->job->now.ms += 10000;
    DO(t, act_passkey_ask(t->job, &attempt, &asked));
    EQ(open_questions(t), 1 + PASSKEY_ATTEMPTS_MAX + 1);
    town_ok(t, add(t, S("Laptop"), &made));
}

/* ---- still there ---- */

/* Samira came in by password, and that was a while ago. */
static struct session old_session(struct town *t)
{
    struct session session = {0};
    struct session found;

    DO(t, act_sign_in(t->job, EMAIL, RIGHT, S("a browser"), &session));
    town_minutes(t, SESSION_FRESH_MINUTES + 1);
    DO(t, session_find(t->job, session.cookie, &found));
    assert_false(session_fresh(t->job, &found));
    found.cookie = session.cookie;
    return found;
}

static struct passkey_said say(struct town *t, struct session *session, struct str handle)
{
    struct passkey_asked asked = {0};

    DO(t, act_passkey_question(t->job, &site, session->form, &asked));
    EQ(asked.known_n, 1);
    assert_true(str_eq(asked.known[0], base64_url(t->mem, device.credential)));
    return sign(t, &device, handle, asked.challenge);
}

static enum outcome prove_with(struct town *t, struct session *session,
                               const struct passkey_said *said)
{
    return TRY(t, act_passkey_prove(t->job, &site, session->cookie, said, session));
}

ON_KEYS(a_passkey_shows_that_it_is_still_they)
{
    struct str handle = have(t, &device);
    struct session session = old_session(t);
    struct str before = session.cookie;
    struct passkey_said said = say(t, &session, handle);
    struct session found;

    EQ(prove_with(t, &session, &said), DONE);
    assert_true(session_fresh(t->job, &session));
    assert_false(str_eq(session.cookie, before));
    EQ(TRY(t, session_find(t->job, before, &found)), NOT_THERE);
    DO(t, session_find(t->job, session.cookie, &found));
    assert_true(session_fresh(t->job, &found));
    EQ(list(t, 1)->seen.ms, t->job->now.ms);
    NOT_TAKEN(t, "passkey.late", prove_with(t, &session, &said)); /* once */
    said = say(t, &session, S("")); /* told which ones: the handle may be left out */
    EQ(prove_with(t, &session, &said), DONE);
}

ON_KEYS(a_proof_is_of_its_own_session_end_and_five_minutes)
{
    struct str handle = have(t, &device);
    struct session session = old_session(t);
    struct session other = session;
    struct passkey_said said = say(t, &session, handle);
    struct passkey_asked asked = begin(t);

    other.form = S("another's form token");
    NOT_TAKEN(t, "passkey.late", prove_with(t, &other, &said));
    said = sign(t, &device, handle, asked.challenge); /* of a new passkey */
    session.form = SESSION;
    NOT_TAKEN(t, "passkey.late", prove_with(t, &session, &said));
    session = old_session(t);
    said = say(t, &session, handle);
    t->job->now.ms += PASSKEY_MINUTES * 60000 + 1;
    NOT_TAKEN(t, "passkey.late", prove_with(t, &session, &said));
    assert_false(session_fresh(t->job, &session));
}

ON_KEYS(a_question_to_who_is_in_lets_nobody_in)
{
    struct str handle = have(t, &device);
    struct session session = old_session(t);
    struct coming it = {.said = say(t, &session, handle)};

    it.attempt = arena_text(t->mem, "prove\n%" STR_FMT, STR_ARG(session.form));
    NOT_TAKEN(t, "passkey.late", come_in(t, &it));
}

ON_KEYS(only_ones_own_passkey_of_this_site_is_a_proof)
{
    struct str handle = have(t, &device);
    struct session session = old_session(t);
    struct passkey_said said = say(t, &session, S("another's handle"));
    struct passkey_asked asked;

    NOT_TAKEN(t, "passkey.other", prove_with(t, &session, &said));
    said = say(t, &session, handle);
    t->job->account = 2;
    NOT_TAKEN(t, "passkey.other", prove_with(t, &session, &said));
    DO(t, act_passkey_question(t->job, &site, session.form, &asked));
    EQ(asked.known_n, 0); /* none of one's own: nothing is asked */
    t->job->account = 1;
    run_sql(t->db, "update passkey set rp = 'elsewhere.example'");
    DO(t, act_passkey_question(t->job, &site, session.form, &asked));
    EQ(asked.known_n, 0);
    run_sql(t->db, "update passkey set rp = 'localhost'");
    said = say(t, &session, handle);
    said.signature = S("AAAA");
    NOT_TAKEN(t, "passkey.refused", prove_with(t, &session, &said));
    assert_false(session_fresh(t->job, &session));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_passkey_signs_in_without_an_address_or_a_password),
        cmocka_unit_test(a_passkey_shows_that_it_is_still_they),
        cmocka_unit_test(a_proof_is_of_its_own_session_end_and_five_minutes),
        cmocka_unit_test(a_question_to_who_is_in_lets_nobody_in),
        cmocka_unit_test(only_ones_own_passkey_of_this_site_is_a_proof),
        cmocka_unit_test(an_answer_counts_once_and_for_five_minutes),
        cmocka_unit_test(a_wrong_answer_uses_up_the_question),
        cmocka_unit_test(an_answer_counts_for_its_own_attempt_alone),
        cmocka_unit_test(a_question_for_a_new_passkey_lets_nobody_in),
        cmocka_unit_test(a_question_of_who_comes_in_adds_no_passkey),
        cmocka_unit_test(a_passkey_that_is_not_kept_or_of_somebody_else_is_unknown),
        cmocka_unit_test(a_passkey_is_added_once),
        cmocka_unit_test(what_was_not_asked_for_is_not_added),
        cmocka_unit_test(a_count_that_went_back_is_told_and_remembered),
        cmocka_unit_test(a_device_that_does_not_count_is_no_copy),
        cmocka_unit_test(a_passkey_is_named_and_removed_by_its_owner_alone),
        cmocka_unit_test(its_owner_is_told_what_happened_to_it),
        cmocka_unit_test(an_account_has_twenty_passkeys_at_most),
        cmocka_unit_test(who_has_left_or_has_no_role_does_not_come_in),
        cmocka_unit_test(a_passkey_passes_the_delay_of_wrong_passwords),
        cmocka_unit_test(questions_that_nobody_answers_do_not_pile_up),
        cmocka_unit_test(what_strangers_are_asked_is_bounded_and_drives_out_nothing_of_who_is_in),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
