"""What CPython 3.11's re finds: python3.11 sre.py > sre.json. A case is [pattern, flags, code, groups, subject, found]."""
import json
import random
import re
import re._compiler as C
import re._parser as P
import sys

PATTERNS = [
    r"", r"a", r"abc", r".", r".*", r".+?", r"a*", r"a+", r"a?", r"a*?b", r"(a)(b)?", r"(a|b)*", r"(a|ab)(c|bcd)(d*)", r"(?:a|ab)*c", r"^a", r"a$", r"^$", r"\ba", r"a\b", r"\Ba", r"[abc]+",
    r"[^a]", r"[a-c]{2,3}", r"(a{1,2}){2}", r"(?=a)ab", r"a(?!b)", r"(?<=a)b", r"(?<!a)b", r"(a)\1", r"(?P<x>a)(?P=x)b?", r"(a)?(?(1)b|c)", r"(?>a+)b", r"a++b", r"a*+a", r"(?:ab)++c", r"(?:ab)*+a",
    r"(?:a|b){2,3}+c", r"(a*)*", r"(a*)+", r"(a*?)*?b", r"(|a)+", r"(?:(a)|b)*", r"((a)|b)*?c", r"(a+|b)*?c", r"\d+", r"\w+\s\w+", r"[\w.]+@[\w.]+", r"\D\S\W", r"(?i)aBc", r"(?i)[a-c]+", r"(?i)(a)\1", r"(?i)é", r"é+",
    r"[à-ü]", r"[^\x00-\x7f]+", r"(?s).+", r"(?m)^.", r"(?m).$", r"\Aab", r"ab\Z", r"(\w)(\w)(\w)?", r"(?:x|y|ab|c)d?", r"abcabd", r"aab", r"a{3}", r"a{2,}", r"a{,2}b", r"(ab){2}", r"(a|b|c|d)+e", r"((a+)b)+", r"(a(b(c)?)?)?",
    r"x*", r"\b", r"(?=(a+))", r"(?=(\w+))\w", r"(?<=(a))b", r"[a\]]", r"[-a]", r"[\s\d]+", r"(?a)\w+", r"(?u)\w+", r"€|😀", r"[€😀]+", r"(?i)ſ", r"(?i)[ſk]", r"(?i)K", r"(?i)ǆ", r"(?x) a b # c", r"(.)(.)\2\1", r"(?:(?:a?)*?)b", r"a.*c", r"a.*?c", r"(?:.)*b",
    r"(\d{1,3})(?:\.(\d+))?", r"[+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?", r"(['\"])(.*?)\1", r"\{([^{}]*)\}", r"(?:^|,)([^,]*)", r"(a)|(b)|(c)", r"(?:a|(b))+?c", r"(?!)", r"(?:)", r"[\u0100-\u0200x]", r"(?i)[\u0400-\u0450]", r"(?i)straße",
]
SUBJECTS = ["", "a", "ab", "abc", "aab", "aaab", "abab", "ababc", "abcabcabd", "bbb", "xaay", "a b", "hello world", "foo@bar.com x", "12.5e-3 7", "ABC abC", "ÉéE", "naïve café", "a\nb\nab\n", "abba", "€😀€", "'q' \"w\"",
            "{x}{y}", "a,,b,c", "ſKkK", "Ǆǅǆ", "aaaaaaaaaa", "abcd1 e_f", "cccb", "STRASSE straße", "Жжѐ"]


def found(p, s):
    def spans(m):
        return None if m is None else [list(m.span(i)) for i in range(p.groups + 1)] + [m.lastindex or 0]
    return [spans(p.match(s)), spans(p.fullmatch(s)), spans(p.search(s)), [spans(m) for m in p.finditer(s)], spans(p.search(s, 1, max(0, len(s) - 1)))]


def code_of(pattern, flags):
    p = P.parse(pattern, flags)
    return [int(x) for x in C._code(p, flags)]


def main():
    rnd = random.Random(11)
    patterns = list(PATTERNS)
    atoms = ["a", "b", "c", ".", "[ab]", "[^b]", "(a)", "(b|c)", "(?:ab|a)", r"\1", "(?=a)", "(?!b)", r"\b", "(a*)", "(?>ab?)"]
    for _ in range(160):
        text = "".join(rnd.choice(atoms) + rnd.choice(["", "", "*", "+", "?", "*?", "+?", "{1,2}", "{2}", "*+"]) for _ in range(rnd.randint(1, 5)))
        try:
            re.compile(text)
        except re.error:
            continue
        patterns.append(text)
    out = []
    for text in patterns:
        p = re.compile(text)
        code = code_of(text, 0)
        subjects = SUBJECTS if text in PATTERNS else ["", "aab", "abcabab", "cbbac", "aaabbbccc"]
        out.append([text, code, p.groups, [[s, found(p, s)] for s in subjects]])
    json.dump(out, sys.stdout, separators=(",", ":"), ensure_ascii=False)


main()
