/* model/provider.h - who else may say that somebody is who they are?
 *
 * A provider of single sign-on, as an administrator set it up. An organisation has one at
 * most that counts, and beside it what was proposed to take its place. Which accounts came by
 * it, and the secrets with which we are known there, are no records: acts/sso.h keeps them.
 *
 * Sources  [plan 3.4]; [choice: single sign-on].
 */
#ifndef MODEL_PROVIDER_H
#define MODEL_PROVIDER_H

#include "model/person.h"

/* How we say who we are: signed with a key of ours, or by a secret that both know. */
enum provider_way { WAY_NONE, WAY_KEY, WAY_SECRET, PROVIDER_WAY_COUNT };
extern const struct choices provider_way_choices; /* key, secret */

/* Who is let in the first time: who was linked to an account here, or everybody to whom
 * the provider gives a role. */
enum provider_joins { JOINS_NONE, JOINS_LINKED, JOINS_MADE, PROVIDER_JOINS_COUNT };
extern const struct choices provider_joins_choices; /* linked, made */

/* What one administrator proposed, and what came of it. */
enum provider_stage { PROVIDER_COUNTS, PROVIDER_PROPOSED, PROVIDER_CONFIRMED, PROVIDER_DROPPED,
                      PROVIDER_STAGE_COUNT };
extern const struct choices provider_stage_choices; /* voorgesteld, bevestigd, vervallen */

struct provider {
    struct row row;
    struct str name;         /* on the button to sign in                         */
    struct str issuer;       /* its address, exactly as it calls itself           */
    struct str client;       /* our name there                                   */
    enum provider_way way;
    struct str hosts;        /* where else its addresses may lie, between blanks  */
    struct str claim;        /* that gives roles; empty: none does               */
    struct str roles;        /* a line each: role=value of the claim             */
    struct str acr;          /* the strength that is demanded; empty: any        */
    enum provider_joins joins;
    bool ended;              /* nobody signs in by it                            */
    enum provider_stage stage;
    struct ref asked_by;     /* who proposed it                                  */
};
extern const struct noun provider_noun;

/* provider_same: do they send people to the same place, with the same rights? Whether they are
 * ended does not count. */
bool provider_same(const struct provider *a, const struct provider *b);

/* provider_line: takes the next role=value off the lines; false at the end, or at a line
 * that is none. */
bool provider_line(struct str *lines, enum role *ret_role, struct str *ret_value);

/* provider_roles: bits 1 << role of what these values give. provider_rules: of every role
 * that the lines speak of, which the provider then gives and takes. */
uint32_t provider_roles(struct str lines, const struct str *values, size_t n);
uint32_t provider_rules(struct str lines);

#endif
