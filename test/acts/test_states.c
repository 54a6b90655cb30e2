/* Signing in as one table: what somebody has, what happens, what they hear, what they have then.
 * The clock is a value. [S06] */
#include "app.h"

#include "acts/account_event.h"
#include "acts/intervene.h"
#include "acts/link.h"
#include "acts/policy.h"

/* What Samira's browser has. */
enum has {
    OUT,    /* no session                                           */
    HALF,   /* the password was right, a code is asked              */
    BARE,   /* a session that opens nothing before a factor is made */
    SHOWN,  /* a session that showed whose it is minutes ago        */
    IN,     /* one that did so longer ago                           */
    HAS_COUNT
};
static const char *const has_words[HAS_COUNT] = {"out", "half", "bare", "fresh", "in"};

struct browser {
    struct town *t;
    struct str password;
    struct str cookie, before; /* before: the cookie that it had       */
    struct str other;          /* of another browser of hers           */
    struct str step;
    struct str device;         /* what a browser keeps when it signed in */
    bool stranger;             /* it is used from another browser        */
    struct str secret;         /* of the app; empty: none                */
    struct str link, link_used;
    enum sign_policy policy;
};

typedef struct str event(struct browser *b);

/* ---- answers ---- */

/* "sign.wait 1": the first fault, with its argument. */
static struct str answer_of(struct browser *b, enum outcome o, const char *done)
{
    const struct job *job = b->t->job;

    if (o == DONE)
        return str_of(done);
    if (o == NOT_THERE)
        return S("not there");
    EQ(o, REFUSED);
    if (job->faults.at[0].arg.len == 0)
        return job->faults.at[0].key;
    return arena_text(b->t->mem, "%" STR_FMT " %" STR_FMT, STR_ARG(job->faults.at[0].key),
                      STR_ARG(job->faults.at[0].arg));
}

static void nobody(struct browser *b)
{
    b->t->job->account = b->t->job->person = 0;
    b->t->job->roles = 0;
}

static void samira(struct browser *b)
{
    town_as(b->t, SAMIRA);
    b->t->job->account = 1;
}

/* What a cookie is worth, as the door finds it. */
static enum has worth(struct browser *b, struct str cookie)
{
    struct session found;
    enum outcome o;

    nobody(b);
    o = TRY(b->t, session_find(b->t->job, cookie, &found));
    if (o == DONE)
        o = policy_hold(b->t->job, b->policy, &found);
    if (o != DONE)
        return OUT;
    if (found.must_enrol)
        return BARE;
    return session_fresh(b->t->job, &found) ? SHOWN : IN;
}

static enum has has(struct browser *b)
{
    enum has it = worth(b, b->cookie);

    return it == OUT && b->step.len > 0 ? HALF : it;
}

static void take(struct browser *b, const struct session *session)
{
    if (session->second.len > 0) {
        b->step = session->second;
        return;
    }
    b->before = b->cookie;
    b->cookie = session->cookie;
    b->step = S("");
    if (session->device.len > 0)
        b->device = session->device;
}

/* ---- what happens ---- */

static struct str type_password(struct browser *b, struct str password)
{
    struct session session = {0};
    enum outcome o;

    nobody(b);
    o = TRY(b->t, act_sign_in(b->t->job, EMAIL, password, S("a browser"), &session));
    if (o == DONE)
        take(b, &session);
    return answer_of(b, o, session.second.len > 0 ? "a code is asked" : "comes in");
}

static struct str right(struct browser *b) { return type_password(b, b->password); }
static struct str wrong(struct browser *b) { return type_password(b, S("mis")); }

static struct str four_wrong(struct browser *b)
{
    for (int i = 0; i < 3; i++)
        wrong(b);
    return wrong(b);
}

static struct str give(struct browser *b, struct str code)
{
    struct session session = {0};
    enum outcome o;

    nobody(b);
    o = TRY(b->t, act_sign_second(b->t->job, b->step, code, S("a browser"), &session));
    if (o == DONE)
        take(b, &session);
    if (o == NOT_THERE)
        b->step = S(""); /* the page leads back to the password */
    return answer_of(b, o, "comes in");
}

static struct str right_code(struct browser *b)
{
    return give(b, code_at(b->t, b->secret, 0));
}
static struct str wrong_code(struct browser *b) { return give(b, S("000000")); }

static struct str prove(struct browser *b, struct str password)
{
    struct session found = {0};
    enum outcome o;

    nobody(b);
    DO(b->t, session_find(b->t->job, b->cookie, &found));
    o = TRY(b->t, act_prove(b->t->job, b->cookie, password, &found));
    if (o == DONE)
        take(b, &found);
    return answer_of(b, o, "shown");
}

static struct str right_proof(struct browser *b) { return prove(b, b->password); }
static struct str wrong_proof(struct browser *b) { return prove(b, S("mis")); }

static struct str look(struct browser *b)
{
    enum has it = worth(b, b->cookie);

    if (it != OUT)
        DO(b->t, session_seen(b->t->job, b->cookie));
    return str_of(has_words[it]);
}

static struct str old_cookie(struct browser *b) { return str_of(has_words[worth(b, b->before)]); }

static struct str leave(struct browser *b)
{
    return answer_of(b, TRY(b->t, act_sign_out(b->t->job, b->cookie)), "gone");
}

static struct str elsewhere(struct browser *b, int times)
{
    for (int i = 0; i < times; i++) {
        struct session session = {0};

        b->t->job->now.ms++; /* one after the other */
        nobody(b);
        b->t->job->device = S("");
        DO(b->t, act_sign_in(b->t->job, EMAIL, b->password, S("another"), &session));
        b->other = session.cookie;
        b->t->job->device = b->device;
    }
    return S("comes in");
}
static struct str four_elsewhere(struct browser *b) { return elsewhere(b, 4); }
static struct str once_elsewhere(struct browser *b) { return elsewhere(b, 1); }
static struct str other_cookie(struct browser *b) { return str_of(has_words[worth(b, b->other)]); }

static struct str end_others(struct browser *b)
{
    samira(b);
    return answer_of(b, TRY(b->t, act_session_end_others(b->t->job, b->cookie)), "ended");
}

static struct str change(struct browser *b)
{
    struct str fresh = S("zeven gele trams rijden");
    enum outcome o;

    samira(b);
    o = TRY(b->t, act_password_change(b->t->job, b->password, fresh));
    if (o == DONE)
        b->password = fresh;
    return answer_of(b, o, "changed");
}

static struct str make_link(struct browser *b)
{
    samira(b);
    return answer_of(b, TRY(b->t, act_person_link(b->t->job, b->t->person[SAMIRA], &b->link)),
                     "made");
}

static struct str use_link(struct browser *b)
{
    struct str fresh = S("acht rode bussen wachten");
    struct str code = b->secret.len > 0 ? code_at(b->t, b->secret, 0) : S("");
    enum outcome o;

    nobody(b);
    o = TRY(b->t, act_link_use(b->t->job, b->link, fresh, code));
    if (o == DONE)
        b->password = fresh;
    return answer_of(b, o, "set");
}

static struct str demand(struct browser *b, enum sign_policy policy)
{
    struct given given = {.noun = &organisation_noun};
    int field = noun_field(&organisation_noun, S("sign_policy"));

    samira(b);
    given.is[field] = true;
    given.text[field] = choice_word(&sign_policy_choices, (int)policy);
    DO(b->t, act_organisation_set(b->t->job, (struct row){0}, &given));
    b->policy = policy;
    return S("asked");
}
static struct str ask_second(struct browser *b) { return demand(b, SIGN_SECOND); }
static struct str ask_nothing(struct browser *b) { return demand(b, SIGN_FREE); }

static struct str app(struct browser *b)
{
    struct session found;
    struct str *codes;

    DO(b->t, session_find(b->t->job, b->cookie, &found));
    samira(b);
    b->secret = turn_on_in(b->t, b->cookie, &found, &codes);
    take(b, &found);
    return S("on");
}

static struct str no_app(struct browser *b)
{
    samira(b);
    b->secret = S("");
    return answer_of(b, TRY(b->t, act_totp_remove(b->t->job)), "off");
}

/* An administrator is waited for less long than another. */
static struct str no_admin(struct browser *b)
{
    run_sql(b->t->db, "update role_held set until = '2026-01-04' where role = 'admin'");
    return S("");
}
static struct str admin(struct browser *b)
{
    run_sql(b->t->db, "update role_held set until = null where role = 'admin'");
    return S("");
}

/* The last thing that she was told happened to her account. */
static struct str notice(struct browser *b)
{
    static const char *const words[ACCOUNT_EVENT_COUNT] = {
        [EVENT_PASSWORD] = "password changed", [EVENT_FACTOR] = "app on",
        [EVENT_FACTOR_GONE] = "app off",
    };
    struct account_event_line *lines;
    size_t n;

    samira(b);
    DO(b->t, account_events(b->t->job, &lines, &n));
    if (n == 0 || words[lines[0].kind] == NULL)
        return S("nothing");
    return str_of(words[lines[0].kind]);
}

/* A browser that the account does not know, at the same address. */
static struct str strange(struct browser *b)
{
    b->stranger = true;
    return S("");
}
static struct str known(struct browser *b)
{
    b->stranger = false;
    return S("");
}

/* ---- the table ---- */

#define ROW(is, wait_s, event, answer, then) {is, wait_s, event, #event, answer, then}
static const struct {
    enum has is;
    int wait_s;          /* the clock goes on by this first */
    event *event;
    const char *name;
    const char *answer;
    enum has then;
} rows[] = {
    /* A password, and what it opens. */
    ROW(OUT, 0, look, "out", OUT),
    ROW(OUT, 0, wrong, "sign.wrong", OUT),
    ROW(OUT, 0, right, "comes in", SHOWN),
    ROW(SHOWN, 5 * 60, look, "fresh", SHOWN),
    ROW(SHOWN, 1, look, "in", IN),
    /* A rise of rights: another cookie, and the one before is nobody. */
    ROW(IN, 0, wrong_proof, "sign.wrong_password", IN),
    ROW(IN, 0, right_proof, "shown", SHOWN),
    ROW(SHOWN, 0, old_cookie, "out", SHOWN),
    /* Silence: 15 minutes of an administrator, 30 of another; what was asked begins it anew, save
     * within five minutes of the last time that did. */
    ROW(SHOWN, 15 * 60 - 1, look, "in", IN),
    ROW(IN, 15 * 60, look, "in", IN),
    ROW(IN, 15 * 60 + 1, look, "out", OUT),
    ROW(OUT, 0, no_admin, "", IN),
    ROW(IN, 0, leave, "gone", OUT),
    ROW(OUT, 0, right, "comes in", SHOWN),
    ROW(SHOWN, 30 * 60, look, "in", IN),
    ROW(IN, 30 * 60 + 1, look, "out", OUT),
    ROW(OUT, 0, admin, "", OUT),
    /* Its own hand, another's, and five at most. */
    ROW(OUT, 0, right, "comes in", SHOWN),
    ROW(SHOWN, 0, leave, "gone", OUT),
    ROW(OUT, 0, right, "comes in", SHOWN),
    ROW(SHOWN, 0, four_elsewhere, "comes in", SHOWN),
    ROW(SHOWN, 0, once_elsewhere, "comes in", OUT),
    ROW(OUT, 0, right, "comes in", SHOWN),
    ROW(SHOWN, 0, end_others, "ended", SHOWN),
    /* Another password ends every session, and is told. */
    ROW(SHOWN, 0, change, "changed", OUT),
    ROW(OUT, 0, notice, "password changed", OUT),
    ROW(OUT, 0, right, "comes in", SHOWN),
    ROW(SHOWN, 0, leave, "gone", OUT),
    /* Wrong too often waits; what is typed meanwhile is not judged; a right one clears it. */
    ROW(OUT, 0, four_wrong, "sign.wrong", OUT),
    ROW(OUT, 0, wrong, "sign.wrong", OUT),
    ROW(OUT, 0, right, "sign.wait 1", OUT),
    ROW(OUT, 1, wrong, "sign.wrong", OUT),
    ROW(OUT, 1, right, "sign.wait 1", OUT),
    ROW(OUT, 1, right, "comes in", SHOWN),
    ROW(SHOWN, 0, leave, "gone", OUT),
    ROW(OUT, 0, wrong, "sign.wrong", OUT),
    ROW(OUT, 0, right, "comes in", SHOWN),
    ROW(SHOWN, 0, leave, "gone", OUT),
    /* A known browser has a count of its own: who guesses elsewhere holds it up by nothing. */
    ROW(OUT, 0, strange, "", OUT),
    ROW(OUT, 0, four_wrong, "sign.wrong", OUT),
    ROW(OUT, 0, wrong, "sign.wrong", OUT),
    ROW(OUT, 0, right, "sign.wait 1", OUT),
    ROW(OUT, 0, known, "", OUT),
    ROW(OUT, 0, right, "comes in", SHOWN),
    /* What the organisation asks holds for who is in already, and ends with it. */
    ROW(SHOWN, 0, ask_second, "asked", BARE),
    ROW(BARE, 60, once_elsewhere, "comes in", BARE),
    ROW(BARE, 0, other_cookie, "bare", BARE),
    /* Only the session that the app was made in has shown it. */
    ROW(BARE, 0, app, "on", SHOWN),
    ROW(SHOWN, 0, old_cookie, "out", SHOWN),
    ROW(SHOWN, 0, other_cookie, "out", SHOWN),
    ROW(SHOWN, 0, notice, "app on", SHOWN),
    ROW(SHOWN, 0, leave, "gone", OUT),
    /* The code after the password: once, within five minutes. */
    ROW(OUT, 0, right, "a code is asked", HALF),
    ROW(HALF, 0, wrong_code, "totp.wrong", HALF),
    ROW(HALF, 0, right_code, "comes in", SHOWN),
    ROW(SHOWN, 0, leave, "gone", OUT),
    ROW(OUT, 0, right, "a code is asked", HALF),
    ROW(HALF, 0, right_code, "totp.wrong", HALF),
    ROW(HALF, 30, right_code, "comes in", SHOWN),
    ROW(SHOWN, 0, leave, "gone", OUT),
    ROW(OUT, 30, right, "a code is asked", HALF),
    ROW(HALF, 5 * 60 + 1, right_code, "not there", OUT),
    ROW(OUT, 0, right, "a code is asked", HALF),
    ROW(HALF, 5 * 60, right_code, "comes in", SHOWN),
    /* Without the app, what is asked is asked again. */
    ROW(SHOWN, 0, no_app, "off", BARE),
    ROW(BARE, 0, notice, "app off", BARE),
    ROW(BARE, 0, ask_nothing, "asked", SHOWN),
    ROW(SHOWN, 0, leave, "gone", OUT),
    /* A link sets a password once, within a day, and is no session; a new one ends it. */
    ROW(OUT, 0, make_link, "made", OUT),
    ROW(OUT, 0, use_link, "set", OUT),
    ROW(OUT, 0, use_link, "not there", OUT),
    ROW(OUT, 0, right, "comes in", SHOWN),
    ROW(SHOWN, 0, make_link, "made", SHOWN),
    ROW(SHOWN, 24 * 3600 + 1, use_link, "not there", OUT),
    ROW(OUT, 0, right, "comes in", SHOWN),
};

/* Twelve hours, however busy. */
static void is_over_after_twelve_hours(struct browser *b)
{
    for (int i = 0; i < 12 * 6; i++) {
        assert_true(worth(b, b->cookie) != OUT);
        look(b);
        town_minutes(b->t, 10);
    }
    text_eq(look(b), "in");
    b->t->job->now.ms++;
    text_eq(look(b), "out");
}

static struct str walked(struct browser *b, size_t i)
{
    int minute;

    b->t->job->now.ms += rows[i].wait_s * INT64_C(1000);
    b->t->job->today = moment_amsterdam(b->t->job->now, &minute);
    b->t->job->device = b->stranger ? S("") : b->device;
    return rows[i].event(b);
}

ON_DOOR(signing_in_goes_as_its_table_says)
{
    struct browser b = {.t = t, .password = RIGHT, .cookie = S(""), .before = S(""), .other = S(""),
                        .step = S(""), .device = S(""), .secret = S("")};

    t->job->from = S("192.0.2.7");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        enum has before = has(&b);
        struct str answer = walked(&b, i);
        enum has then = has(&b);

        if (before != rows[i].is || then != rows[i].then || !str_eq(answer, str_of(rows[i].answer)))
            fail_msg("row %zu, %s: was %s, heard \"%.*s\", is %s", i + 1, rows[i].name,
                     has_words[before], STR_ARG(answer), has_words[then]);
    }
    is_over_after_twelve_hours(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signing_in_goes_as_its_table_says),
    };

    return cmocka_run_group_tests(tests, town_key, town_key_end);
}
