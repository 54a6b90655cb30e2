/* test/acts/town.h - a small municipality where people can do things to each other.
 *
 * town_open makes it by the acts themselves, on the shipped catalogue: Samira founds it
 * and lets Nadia be admin, who takes in the others; it is Monday 2026-01-12, 9.30. From
 * there `town_as` says who asks, and TRY and DO ask.
 */
#ifndef TEST_ACTS_TOWN_H
#define TEST_ACTS_TOWN_H

#include "databases.h"

#include "acts/assess.h"
#include "acts/dashboard.h"
#include "acts/evidence.h"
#include "acts/gap.h"
#include "acts/import.h"
#include "acts/measures.h"
#include "acts/norms.h"
#include "acts/organisation.h"
#include "acts/papers.h"
#include "acts/people.h"
#include "acts/sign.h"
#include "acts/soa.h"
#include "ledger/verify.h"

enum town_who { SAMIRA, NADIA, RUBEN, INEKE, HANS, KARIM, LOTTE, EVA, SEM, TOWN_PEOPLE };

struct town {
    struct job *job;
    struct db *db;
    struct arena *mem;
    const struct norm *norm;
    int64_t person[TOWN_PEOPLE];
    uint32_t roles[TOWN_PEOPLE];
};

/* town_found: the organisation and Samira, admin and ciso, and nobody else yet; with an
 * account for her when password is not empty. town_open: everybody, without accounts. */
void town_found(struct town *it, struct arena *mem, struct str where, struct str password);
void town_open(struct town *it, struct arena *mem, struct str where);

/* town_verify: what verify --deep says. town_close: it must find the ledger sound. */
struct verify_result town_verify(struct town *it);
void town_close(struct town *it);

/* town_key: a group of tests where something is sealed gets a key file of its own;
 * town_key_end: it goes. Setup and teardown of the group. */
int town_key(void **state);
int town_key_end(void **state);

/* TOWN_TEST: a test on a town that the statements after its name make, on both databases.
 * ON_TOWN: on one with everybody. ON_DOOR: on one where only Samira has an account, to sign in
 * with. */
#define TOWN_TEST(name, ...)                                                                    \
    static void name##_in(struct town *t);                                                      \
    static void name##_at(struct arena *mem, struct str where)                                  \
    {                                                                                           \
        static struct town town;                                                                \
        __VA_ARGS__;                                                                            \
        name##_in(&town);                                                                       \
        town_close(&town);                                                                      \
    }                                                                                           \
    TEST(name) { on_both(name##_at); }                                                          \
    static void name##_in(struct town *t)
#define ON_TOWN(name) TOWN_TEST(name, town_open(&town, mem, where))
#define RIGHT S("vier paarse fietsen")
#define EMAIL S("samira@voorbeeld.example")
#define ON_DOOR(name) TOWN_TEST(name, town_found(&town, mem, where, RIGHT))

void town_as(struct town *it, enum town_who who);

/* TRY: the outcome of an act, as a door would ask it. DO: it must be DONE. */
#define TRY(t, call) (town_begin(t), town_end((t), (call)))
#define DO(t, call) town_ok((t), TRY((t), (call)))
void town_ok(struct town *it, enum outcome o);
void town_begin(struct town *it);
enum outcome town_end(struct town *it, enum outcome o);

/* town_later: the clock moves on by days, town_minutes by minutes. town_day: 2026-03-31. */
void town_minutes(struct town *it, int minutes);
void town_later(struct town *it, int days);
struct day town_day(const char *text);

/* refused: the act was REFUSED and said so at field with key. */
#define IS_REFUSED(t, field, key, call) town_is_refused((t), TRY((t), (call)), S(field), S(key))
void town_is_refused(struct town *it, enum outcome o, struct str field, struct str key);

/* given: pairs of field and text, up to a NULL. */
struct given given_of(const struct noun *noun, ...);
#define GIVEN(name, ...) given_of(&name##_noun, __VA_ARGS__, NULL)

/* item: the id of a number. index_of: its place in the norm. */
struct str item(const struct town *it, const char *label);
int index_of(const struct town *it, const char *label);

/* said: the assessment of an item as it is now; row.id 0 when there is none. picture: today's. */
struct assessment said(struct town *it, const char *label);
struct picture *picture(struct town *it);
struct item_state state_of(struct town *it, const char *label);

/* assess: lays values over what is there, which must go well. */
#define ASSESS(t, label, ...) town_assess((t), (label), GIVEN(assessment, __VA_ARGS__))
void town_assess(struct town *it, const char *label, struct given given);

/* entries: how many lines the ledger has. */
int64_t entries(struct town *it);

/* bytes: a file of n bytes that says it is a PDF. */
struct str pdf(struct town *it, size_t n, char filling);

#define ROLE(name) (UINT32_C(1) << ROLE_##name)
#define EQ(a, b) assert_int_equal((a), (b))

#endif
