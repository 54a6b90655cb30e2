/* test/acts/app.h - an app for codes, as a person holds it. Include it in place of town.h. */
#ifndef TEST_ACTS_APP_H
#define TEST_ACTS_APP_H

#include "town.h"

#include "acts/totp.h"
#include "factor/totp.h"

/* The secret as the app has it, from the letters that are shown. */
static struct str secret_of(struct town *t, struct str text)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    char *out = arena_alloc(t->mem, TOTP_SECRET_BYTES);
    unsigned held = 0;
    int bits = 0;
    size_t n = 0;

    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == ' ')
            continue;
        held = held << 5 | (unsigned)(strchr(letters, text.at[i]) - letters);
        if ((bits += 5) >= 8)
            out[n++] = (char)(held >> (bits -= 8));
    }
    EQ(n, TOTP_SECRET_BYTES);
    return (struct str){out, n};
}

static struct str code_at(struct town *t, struct str secret, int64_t later)
{
    char *code = arena_alloc(t->mem, TOTP_DIGITS + 1);

    totp_code(secret, t->job->now.ms / TOTP_STEP_MS + later, code);
    return str_of(code);
}

/* Turns it on with the code of one step ago, in the session of this cookie. */
static struct str turn_on_in(struct town *t, struct str cookie, struct session *session,
                             struct str **ret_codes)
{
    struct totp_begun begun;
    struct str secret;

    DO(t, act_totp_begin(t->job, S("waarborg"), &begun));
    secret = secret_of(t, begun.text);
    DO(t, act_totp_confirm(t->job, cookie, code_at(t, secret, -1), session, ret_codes));
    return secret;
}

#endif
