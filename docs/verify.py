#!/usr/bin/env python3
"""Does an exported ledger hold?   verify.py FILE ORGANISATION PUBLICKEY... [SEQ:HASH...]
Organisation, keys (each that signed, in any order) and heads come from paper; see docs/ledger.md"""
import binascii, hashlib, re, sys
P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493  # Ed25519: RFC 8032
D = -121665 * pow(121666, P - 2, P) % P
def add(x, y, u, v):
    k = D * x * u * y * v % P
    return (x * v + u * y) * pow(1 + k, P - 2, P) % P, (y * v + x * u) * pow(1 - k, P - 2, P) % P
times = lambda n, a: add(*times(n >> 1, add(*a, *a)), *(a if n & 1 else (0, 1))) if n else (0, 1)
def point(raw):
    y, odd = int.from_bytes(raw, "little") % 2**255, raw[31] >> 7
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    x = next(r for r in (x, x * pow(2, (P - 1) // 4, P) % P) if r * r % P == x2 and y < P)
    return (P - x if x & 1 != odd else x, y)
def signed(key, said, sign):
    h = int.from_bytes(hashlib.sha512(sign[:32] + key + said).digest(), "little") % L
    s, base = int.from_bytes(sign[32:], "little"), point(b"X" + 31 * b"f")
    return s < L and times(s, base) == add(*point(sign[:32]), *times(h, point(key)))
nets = lambda *fields: b"".join(b"%d:%s," % (len(s), s) for s in fields)
digest, unhex = lambda raw: hashlib.sha256(raw).hexdigest().encode(), binascii.unhexlify
plain = lambda s: re.sub(b"\r|%(..)?", lambda m: {b"25": b"%", b"0A": b"\n", b"0D": b"\r"}[m[1]], s)
def main(file, org, *known, at=1, last=b"0" * 64, time=b"", seq=0, heads=0, texts=0, due=None):
    seen = dict(k.split(b":") for k in known if b":" in k)
    keys = {k.lower() for k in known if b":" not in k}
    lines, made, idle, upto = open(file, "rb").read().split(b"\n"), [], set(keys), 0
    try:
        assert lines[:2] == [b"waarborg-ledger/1", b"organisation " + org] and lines[-1] == b""
        for at, line in enumerate(lines[2:-1], 3):
            kind, rest, due, key = *line.split(b" ", 1), None, due
            assert (line == key) == (kind == b"key") == bool(key)
            if kind == b"entry" and not texts:
                raw, seq = plain(rest[65:]), seq + 1
                head = nets(b"waarborg/1", org, b"%d" % seq, last) + b"24:"
                assert raw.startswith(head) and raw[len(head):][:24] >= time
                last, time = digest(raw), raw[len(head):][:24]
                assert rest[:65] == last + b" " and seen.pop(b"%d" % seq, last) == last
                new = re.search(rb"11:signing_key,\d+:\d+,6:number,1:-,\d+:=(\d+),,.*"
                                rb"10:public_key,1:-,65:=(\w{64}),", raw, re.S)
                due = new and b"key %s %s" % new.groups()
            elif kind == b"key" and rest[-64:] not in keys & {*made}:  # it alone signs from here
                made += rest.split(b" ")
            elif kind == b"head" and not texts:
                *head, sign = re.fullmatch(b"(.+) (.+) (.+) (.+) ([0-9a-f]{128})", rest).groups()
                said, heads = nets(b"waarborg-head/1", org, *head), heads + 1
                assert head == [b"%d" % seq, last, time, made[-2]]
                assert not keys or made[-1] in keys and signed(unhex(made[-1]), said, unhex(sign))
                idle, upto = idle - {made[-1]}, seq * bool(keys)
            elif kind == b"text":
                raw, texts = unhex(rest[65:97]) + plain(rest[98:]), texts + 1
                assert rest[:98] == b"%s %s " % (digest(raw), raw[:16].hex().encode())
            else:
                assert line == b"end %d %s %d %d" % (seq, last, heads, texts) and not lines[at:][1:]
        assert kind == b"end" and known and not seen
    except Exception: sys.exit("line %d does not hold" % at)
    if idle: sys.exit("key %s has signed nothing in this file" % b", ".join(idle).decode())
    print("sound: %d entries, %d signed heads, last %s, signed up to entry %d; %d after it rest on "
          "the chain and given heads alone" % (seq, heads, last.decode(), upto, seq - upto))
main(*[arg.encode() for arg in sys.argv[1:]]) if len(sys.argv) > 2 else sys.exit(__doc__)
