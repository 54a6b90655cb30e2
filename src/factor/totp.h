/* factor/totp.h - does this code come from the secret in somebody's app, just now?
 *
 * Codes of six digits by SHA-1 and steps of 30 s, as every app makes them. A clock may be
 * one step off. A code counts once: its step must lie after the last one that was used.
 *
 * Units    a step is the number of 30 s since 1970.
 * Sources  [RFC6238]; [RFC4226]; [plan 3.2].
 */
#ifndef FACTOR_TOTP_H
#define FACTOR_TOTP_H

#include "base/arena.h"
#include "base/day.h"

enum { TOTP_SECRET_BYTES = 20, TOTP_STEP_MS = 30000, TOTP_DIGITS = 6 };

/* totp_code: the code of a step, with its terminating 0. */
void totp_code(struct str secret, int64_t step, char ret[static TOTP_DIGITS + 1]);

/* totp_check: does the code fit now, or one step before or after, in a step later than last?
 * Spaces in it do not count. *ret_step is the step that it fits. */
bool totp_check(struct str secret, struct moment now, struct str code, int64_t last,
                int64_t *ret_step);

/* totp_text: the secret in base32, in groups of four, to be typed. totp_address: what a QR
 * code of it holds: otpauth://… with who it is for and where. */
struct str totp_text(struct arena *mem, struct str secret);
struct str totp_address(struct arena *mem, struct str secret, struct str issuer, struct str who);

#endif
