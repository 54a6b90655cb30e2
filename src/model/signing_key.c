#include "model/signing_key.h"

static const struct field signing_key_fields[] = {
    FIELD_NUMBER(signing_key, number, REQUIRED | FIXED),
    FIELD_CODE(signing_key, public_key, 64, REQUIRED | FIXED),
    FIELD_DAY(signing_key, made_on, REQUIRED | FIXED),
    FIELD_DAY(signing_key, ended_on, OURS),
};
const struct noun signing_key_noun = NOUN(signing_key, "sleutels", "signing-keys");

struct str signing_print(struct str public_key)
{
    return str_sub(public_key, 0, SIGNING_PRINT_CHARS);
}
