#!/usr/bin/env python3
"""Does an exported ledger hold?   verify.py FILE ORGANISATION PUBLICKEY... [SEQ:HASH...]
Organisation, keys and heads come from paper, not from FILE; docs/ledger.md says what is checked."""
import hashlib, re, sys
P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493  # Ed25519: RFC 8032
D = -121665 * pow(121666, P - 2, P) % P
def add(a, b):
    k = D * a[0] * b[0] * a[1] * b[1] % P
    return ((a[0] * b[1] + b[0] * a[1]) * pow(1 + k, P - 2, P) % P,
            (a[1] * b[1] + a[0] * b[0]) * pow(1 - k, P - 2, P) % P)
times = lambda n, a: add(times(n >> 1, add(a, a)), a if n & 1 else (0, 1)) if n else (0, 1)
def point(raw):
    y, odd = int.from_bytes(raw, "little") % 2**255, raw[31] >> 7
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    x = x if x * x % P == x2 else x * pow(2, (P - 1) // 4, P) % P
    assert y < P and x * x % P == x2
    return (P - x if x & 1 != odd else x, y)
def signed(key, said, sign):
    h = int.from_bytes(hashlib.sha512(sign[:32] + key + said).digest(), "little") % L
    s, base = int.from_bytes(sign[32:], "little"), point(bytes([0x58] + 31 * [0x66]))
    return s < L and times(s, base) == add(point(sign[:32]), times(h, point(key)))
nets = lambda *fields: b"".join(b"%d:%s," % (len(s), s) for s in fields)
digest = lambda raw: hashlib.sha256(raw).hexdigest().encode()
def plain(raw):
    assert not re.search(rb"\r|%(?!25|0A|0D)", raw)
    return raw.replace(b"%0A", b"\n").replace(b"%0D", b"\r").replace(b"%25", b"%")
def main(file, org, *known, at=1, last=b"0" * 64, time=b"", seq=0, heads=0, texts=0, due=None):
    keys = [bytes.fromhex(k.decode()) for k in known if b":" not in k]
    seen = dict(k.split(b":") for k in known if b":" in k)
    lines = open(file, "rb").read().split(b"\n")
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
                made = re.search(rb"11:signing_key,\d+:\d+,6:number,1:-,\d+:=(\d+),,.*"
                                 rb"10:public_key,1:-,65:=(\w{64}),", raw, re.S)
                due = made and b"key %s %s" % made.groups()
            elif kind == b"head" and not texts:
                *head, number, sign = rest.split(b" ")
                said, heads = nets(b"waarborg-head/1", org, *head, number), heads + 1
                assert head == [b"%d" % seq, last, time] and re.fullmatch(b"[0-9a-f]{128}", sign)
                assert not keys or any(signed(k, said, bytes.fromhex(sign.decode())) for k in keys)
            elif kind == b"text":
                raw, texts = bytes.fromhex(rest[65:97].decode()) + plain(rest[98:]), texts + 1
                assert rest[:98] == b"%s %s " % (digest(raw), raw[:16].hex().encode())
            elif kind != b"key":
                assert line == b"end %d %s %d %d" % (seq, last, heads, texts) and not lines[at:][1:]
        assert kind == b"end" and not seen and (heads and keys or len(known) > len(keys))
    except Exception:
        sys.exit("line %d does not hold" % at)
    print("sound: %d entries, %d signed heads, last %s" % (seq, heads, last.decode()))
main(*[arg.encode() for arg in sys.argv[1:]])
