# Messages and positions of SyntaxError for many wrong programs.
cases = [
    "x = ", "x = = 1", "def f(", "def f():", "if x", "if x:\npass", "  x = 1", "for i in range(3) print(i)",
    "print 'hello'", "print x", "exec 'a'", "a b", "1 = x", "x + 1 = 2", "f() = 1", "None = 1", "True = 1",
    "def None(): pass", "class 5: pass", "return 1", "yield 1", "break", "continue", "def f(a, a): pass",
    "def f(a=1, b): pass", "def f(*): pass", "def f(**k, a): pass", "f(a=1, 2)", "f(a=1, a=2)",
    "f(x for x in y, 1)", "lambda x=: x", "(1, 2", "[1, 2", "{1: 2", "(1, 2]", ")", "}", "'abc", '"abc',
    "'''abc", "f'{x'", "f'{}'", "f'{x!}'", "'\\x1'", "'\\u12'", "'\\N{nope}'", "0777", "1_", "0x", "0b2",
    "1.5.5", "5abc", "1__0", "x = 5 if 1", "else: pass", "try: pass", "try:\n pass\nx = 1", "import",
    "from x import", "from . import *, a", "from x import (a, b", "import a.b as",
    "from __future__ import nope", "x = yield = 1", "del f()", "del 1", "del (x, 5)",
    "with open(x) as 5: pass", "for 1 in x: pass", "global x, 5", "def f():\n x = 1\n global x",
    "def f():\n print(x)\n global x", "def f(x):\n global x", "nonlocal x", "def f():\n nonlocal nope",
    "def f(x):\n nonlocal x", "class A:\n return 1", "async def f(): yield from x", "await x",
    "def f(): await x", "async with x: pass", "[x async for x in y]", "a, b += 1", "(a) : int = 1",
    "a, b : int", "x: int : 5", "*x", "*x = 1", "*a, *b = c", "print(*)", "a := 1", "(a.b := 1)",
    "f(a := 1, b = 2 := 3)", "[x := 1 for x in y]", "[(y := 1) for x in (z := [1])]",
    "class C: [x := 1 for i in y]", "assert", "raise from x", "if x = 1: pass", "while x = 1: pass",
    "x = {1, 2: 3}", "x = {**a, 1}", "@", "@x", "not", "x not y", "x is", "1 <> 2", "x++", "++", "x!",
    "x ? y : z", "$", "x = \\ 1", "\\", "a = 1\n  b = 2", "if 1:\n    a\n  b", "if 1:\n\ta\n        b",
    "elif x: pass", "except: pass", "try: pass\nexcept: pass\nexcept X: pass", "try: pass\nexcept X, Y: pass",
    "try:\n pass\nfinally:\n pass\nexcept: pass", "def f() -> : pass", "def f(x:): pass", "x = [i for i in]",
    "x = [i for in y]", "(yield) = 1", "x = 1 +", "x = (1 +", "x.", "x[", "x[]", "x[1:2:3:4]", "f(1 2)",
    "[1 2]", "{1 2}", "(a b)", "'a' 5", "x = a b", "é = 1; ê€ = 2", "a = “x”", "__debug__ = 1",
    "def f(__debug__): pass", "x.__debug__ = 1", "match x:\n case 1 pass", "f(True=1)", "f(a.b=1)", "f(1=2)",
    "lambda: (yield)", "class C(x for x in y): pass", "d = {1:}", "d = {:1}", "d = {1: *a}", "return",
    "'a' = 1", "[a, 1] = x", "{a: 1} = x", "{a} = x", "(x for x in y) = 1", "[x for x in y] = 1",
    "x if y else z = 1", "-x = 1", "x and y = 1", "lambda: 1 = 2", "f'{a}' = 1", "... = 1", "x < y = 1",
    "with a as b, c as 1: pass", "import a as b.c", "from a import b as 1", "pass x", "x = 1 2",
    "for x in range(10)\n pass", "while True print(1)", "class C\n pass", "def f\n pass", "try\n pass",
    "if x then y", "else if x: pass",
]
for src in cases:
    try:
        compile(src, '<case>', 'exec')
        print(ascii(src), 'compiles')
    except SyntaxError as e:
        print(ascii(src), '->', type(e).__name__, e.msg, (e.lineno, e.offset, e.end_lineno, e.end_offset), ascii(e.text))
    except ValueError as e:
        print(ascii(src), '->', type(e).__name__, e)
