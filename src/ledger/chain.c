#include "ledger/chain.h"

#include "aide/head.h"
#include "base/bug.h"
#include "ledger/bytes.h"

struct reading {
    struct arena *mem;
    const struct chain_known *known;
    struct chain_result *result;
    struct buf plain;   /* of a line, without its escapes      */
    struct buf scratch;
    struct bytes last;  /* the entry before; views of entry    */
    struct buf entry;
    char hash[DIGEST_HEX];
    char time[MOMENT_TEXT_BYTES];
    struct str key_number, key_public; /* the key that the last entry made: its line is due */
    int64_t signer;                    /* number of the last key that was made; -1: none was */
    struct str signer_key;             /* its public half; empty when that was not given     */
    bool *made, *signs;                /* of each key that was given */
    int64_t head_seq;                  /* of the last head */
    bool texts;                        /* entries are over */
    bool ended;
};

static bool fail(struct reading *it, const char *why)
{
    it->result->key = str_of(why);
    it->result->seq = it->result->entries;
    return false;
}

/* One form only: what is written back is what was read. */
static bool unescape(struct reading *it, struct str text)
{
    it->plain.len = 0;
    for (size_t i = 0; i < text.len; i++) {
        struct str code = str_sub(text, i, i + 3);

        if (text.at[i] == '\r')
            return false;
        if (text.at[i] != '%') {
            buf_char(&it->plain, text.at[i]);
            continue;
        }
        if (!str_eq(code, S("%25")) && !str_eq(code, S("%0A")) && !str_eq(code, S("%0D")))
            return false;
        buf_char(&it->plain, code.at[1] == '2' ? '%' : code.at[2] == 'A' ? '\n' : '\r');
        i += 2;
    }
    return true;
}

/* Exactly n fields with one blank between; none of them empty. */
static bool fields(struct str line, struct str *ret, int n)
{
    for (int i = 0; i < n; i++) {
        ret[i] = i + 1 < n ? str_cut(line, ' ', &line) : line;
        if (ret[i].len == 0 || (i + 1 == n && memchr(ret[i].at, ' ', ret[i].len) != NULL))
            return false;
    }
    return true;
}

/* A number in its one form, of a text that is not empty. */
static bool number(struct str text, int64_t *ret)
{
    if (text.at[0] == '-' || (text.len > 1 && text.at[0] == '0'))
        return false;
    return str_int(text, ret);
}

/* ---- an entry ---- */

static bool key_due(const struct reading *it)
{
    return it->key_public.len > 0;
}

/* Does it make a key? Then the line of that key is due. */
static void find_key(struct reading *it)
{
    struct str rest = it->last.parts;
    struct bytes_part part;

    it->key_number = it->key_public = S("");
    while (bytes_part_next(&rest, &part) == BYTES_PART) {
        if (!str_eq(part.table, S("signing_key")) || !str_starts(part.to, S("=")))
            continue;
        if (str_eq(part.column, S("number")))
            it->key_number = str_sub(part.to, 1, part.to.len);
        if (str_eq(part.column, S("public_key")))
            it->key_public = str_sub(part.to, 1, part.to.len);
    }
}

static bool seen_holds(struct reading *it, struct str hash)
{
    for (size_t i = 0; i < it->known->seen_n; i++)
        if (it->known->seen[i].seq == it->last.seq && !str_eq(it->known->seen[i].hash, hash))
            return fail(it, "seen");
    return true;
}

static bool link_holds(struct reading *it, struct str hash)
{
    const struct bytes *entry = &it->last;
    struct moment moment;
    struct digest digest = digest_of(buf_str(&it->entry));
    char hex[DIGEST_HEX];

    if (!str_eq(entry->uuid, it->known->uuid))
        return fail(it, "org");
    if (entry->seq != it->result->entries + 1)
        return fail(it, "gap");
    if (!str_eq(entry->prev, (struct str){it->hash, DIGEST_HEX}))
        return fail(it, "link");
    if (!str_eq(hash, digest_hex(digest, hex)))
        return fail(it, "hash");
    if (!moment_of_text(entry->time, &moment) ||
        (it->result->entries > 0 &&
         str_cmp(entry->time, (struct str){it->time, entry->time.len}) < 0))
        return fail(it, "time");
    return true;
}

static bool take_entry(struct reading *it, struct str line)
{
    struct str rest;
    struct str hash = str_cut(line, ' ', &rest);
    struct buf held = it->entry;

    if (it->texts || key_due(it) || !unescape(it, rest))
        return fail(it, "form");
    it->entry = it->plain; /* the two change places: last looks into entry */
    it->plain = held;
    if (!bytes_read(buf_str(&it->entry), &it->last))
        return fail(it, "form");
    if (!link_holds(it, hash))
        return false;
    memcpy(it->hash, hash.at, DIGEST_HEX);
    memcpy(it->time, it->last.time.at, it->last.time.len);
    it->result->entries++;
    find_key(it);
    return seen_holds(it, hash);
}

/* ---- keys and heads ---- */

/* The key that signs from here on. None comes twice: else who has an old one could bring that
 * in again after the new one, by an entry of their own. */
static bool take_key(struct reading *it, struct str line)
{
    const struct chain_known *known = it->known;
    struct str part[2];
    int64_t n;

    /* No field is empty, as the number and the key are when none is due. */
    if (!fields(line, part, 2) || !str_eq(part[0], it->key_number) ||
        !str_eq(part[1], it->key_public) || !number(part[0], &n))
        return fail(it, "key");
    it->signer = n;
    it->signer_key = it->key_public = S("");
    for (size_t i = 0; i < known->keys_n; i++) {
        if (!str_eq(known->keys[i], part[1]))
            continue;
        if (it->made[i])
            return fail(it, "key");
        it->made[i] = true;
        it->signer_key = known->keys[i];
    }
    return true;
}

static bool is_signed(struct reading *it, const struct head *head, struct str signature)
{
    if (!head_holds(it->mem, head, it->signer_key, signature)) /* nothing holds by no key */
        return false;
    for (size_t i = 0; i < it->known->keys_n; i++)
        it->signs[i] = it->signs[i] || str_eq(it->known->keys[i], it->signer_key);
    return true;
}

static bool take_head(struct reading *it, struct str line)
{
    struct str part[5];
    struct head head = {.uuid = it->known->uuid};

    if (it->texts || key_due(it) || !fields(line, part, 5) ||
        !number(part[0], &head.seq) || !number(part[3], &head.key))
        return fail(it, "form");
    head.hash = part[1];
    head.time = part[2];
    if (head.seq != it->result->entries || head.seq <= it->head_seq ||
        !str_eq(head.hash, (struct str){it->hash, DIGEST_HEX}) ||
        !str_eq(head.time, it->last.time))
        return fail(it, "head");
    if (head.key != it->signer)
        return fail(it, "signer");
    if (it->known->keys_n > 0 && !is_signed(it, &head, part[4]))
        return fail(it, "signature");
    it->head_seq = head.seq;
    it->result->signed_seq = it->known->keys_n > 0 ? head.seq : 0;
    it->result->heads++;
    return true;
}

/* ---- texts and the end ---- */

static bool take_text(struct reading *it, struct str line)
{
    struct str rest;
    struct str digest = str_cut(line, ' ', &rest);
    struct str salt_text = str_cut(rest, ' ', &rest);
    struct salt salt;
    char hex[DIGEST_HEX];

    it->texts = true;
    if (key_due(it) || !salt_read(salt_text, &salt) || !unescape(it, rest))
        return fail(it, "form");
    if (!str_eq(digest, digest_hex(digest_text(salt, buf_str(&it->plain)), hex)))
        return fail(it, "text");
    it->result->texts++;
    return true;
}

static bool take_end(struct reading *it, struct str line)
{
    int64_t seq, heads, texts;
    struct str part[4];

    if (key_due(it) || !fields(line, part, 4) || !number(part[0], &seq) ||
        !number(part[2], &heads) || !number(part[3], &texts))
        return fail(it, "form");
    if (seq != it->result->entries || !str_eq(part[1], (struct str){it->hash, DIGEST_HEX}) ||
        heads != it->result->heads || texts != it->result->texts)
        return fail(it, "end");
    it->ended = true;
    return true;
}

static bool take_line(struct reading *it, struct str line)
{
    static const struct {
        const char *name;
        bool (*take)(struct reading *it, struct str line);
    } kinds[] = {{"entry", take_entry}, {"key", take_key}, {"head", take_head},
                 {"text", take_text}, {"end", take_end}};
    struct str rest;
    struct str name = str_cut(line, ' ', &rest);

    if (it->result->line == 1 && !str_eq(line, S("waarborg-ledger/1")))
        return fail(it, "format");
    if (it->result->line == 2 &&
        (!str_eq(name, S("organisation")) || !str_eq(rest, it->known->uuid)))
        return fail(it, "org");
    if (it->result->line <= 2)
        return true;
    for (size_t i = 0; !it->ended && i < sizeof kinds / sizeof *kinds; i++)
        if (str_eq(name, str_of(kinds[i].name)))
            return kinds[i].take(it, rest);
    return fail(it, "form");
}

/* What was seen outside must lie on this chain, and something must tie it to who it is of. A key
 * that was given and signed nothing may be one that was left out, to let an older one pass. */
static bool finish(struct reading *it)
{
    if (!it->ended)
        return fail(it, "cut");
    for (size_t i = 0; i < it->known->keys_n; i++)
        if (!it->signs[i]) {
            it->result->which = it->known->keys[i];
            return fail(it, "idle");
        }
    it->result->fixed_seq = it->result->signed_seq;
    for (size_t i = 0; i < it->known->seen_n; i++) {
        int64_t seq = it->known->seen[i].seq;

        if (seq > it->result->entries || seq < 1)
            return fail(it, "seen");
        if (seq > it->result->fixed_seq)
            it->result->fixed_seq = seq;
    }
    if (it->result->fixed_seq == 0)
        return fail(it, "unsigned");
    return true;
}

void chain_check(struct arena *mem, struct str file, const struct chain_known *known,
                 struct chain_result *ret)
{
    struct reading it = {.mem = mem, .known = known, .result = ret, .signer = -1};
    bool sound = true;

    *ret = (struct chain_result){0};
    it.made = NEW_ARRAY(mem, known->keys_n + 1, bool);
    it.signs = NEW_ARRAY(mem, known->keys_n + 1, bool);
    memset(it.hash, '0', sizeof it.hash);
    buf_init(&it.plain, mem, 4096);
    buf_init(&it.entry, mem, 4096);
    while (sound && file.len > 0) {
        const char *end = memchr(file.at, '\n', file.len);
        size_t n = end == NULL ? file.len : (size_t)(end - file.at);

        ret->line++;
        sound = end != NULL ? take_line(&it, str_sub(file, 0, n)) : fail(&it, "cut");
        file = str_sub(file, n + 1, file.len);
    }
    if (sound) {
        ret->line++;
        sound = finish(&it);
    }
    ret->hash = arena_str(mem, (struct str){it.hash, DIGEST_HEX});
    ret->sound = sound;
}
