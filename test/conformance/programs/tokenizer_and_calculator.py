# A tokenizer and a recursive-descent calculator, with errors.
class ParseError(Exception):
    pass


def tokens(text):
    i = 0
    while i < len(text):
        ch = text[i]
        if ch.isspace():
            i += 1
        elif ch.isdigit() or ch == '.':
            j = i
            while j < len(text) and (text[j].isdigit() or text[j] == '.'):
                j += 1
            yield 'num', float(text[i:j]) if '.' in text[i:j] else int(text[i:j])
            i = j
        elif ch.isalpha():
            j = i
            while j < len(text) and text[j].isalnum():
                j += 1
            yield 'name', text[i:j]
            i = j
        elif text[i:i + 2] in ('**', '//'):
            yield 'op', text[i:i + 2]
            i += 2
        elif ch in '+-*/()=,%':
            yield 'op', ch
            i += 1
        else:
            raise ParseError(f'unexpected {ch!r} at {i}')
    yield 'end', None


class Calc:
    functions = {'max': max, 'min': min, 'abs': abs, 'sum': lambda *a: sum(a)}

    def __init__(self):
        self.vars = {'pi': 3.14159}

    def run(self, text):
        self.toks = list(tokens(text))
        self.pos = 0
        if self.toks[0][0] == 'name' and self.toks[1] == ('op', '='):
            name = self.toks[0][1]
            self.pos = 2
            value = self.vars[name] = self.expr()
        else:
            value = self.expr()
        if self.peek()[0] != 'end':
            raise ParseError(f'trailing {self.peek()[1]!r}')
        return value

    def peek(self):
        return self.toks[self.pos]

    def next(self):
        t = self.toks[self.pos]
        self.pos += 1
        return t

    def accept(self, *ops):
        if self.peek()[0] == 'op' and self.peek()[1] in ops:
            return self.next()[1]

    def expr(self):
        v = self.term()
        while op := self.accept('+', '-'):
            r = self.term()
            v = v + r if op == '+' else v - r
        return v

    def term(self):
        v = self.unary()
        while op := self.accept('*', '/', '//', '%'):
            r = self.unary()
            match op:
                case '*': v *= r
                case '/': v /= r
                case '//': v //= r
                case '%': v %= r
        return v

    def unary(self):
        if self.accept('-'):
            return -self.unary()
        v = self.atom()
        return v ** self.unary() if self.accept('**') else v

    def atom(self):
        kind, value = self.next()
        if kind == 'num':
            return value
        if kind == 'name':
            if self.accept('('):
                args = []
                while not self.accept(')'):
                    args.append(self.expr())
                    if not self.accept(',') and self.peek() != ('op', ')'):
                        raise ParseError('expected , or )')
                return self.functions[value](*args)
            return self.vars[value]
        if value == '(':
            v = self.expr()
            if not self.accept(')'):
                raise ParseError('expected )')
            return v
        raise ParseError(f'unexpected {kind} {value!r}')


c = Calc()
for line in ('1 + 2 * 3', '(1 + 2) * 3', '2 ** 3 ** 2', '-2 ** 2', 'x = 10 / 4', 'x * 2', 'y = x + 1', 'max(x, y, 3)', '7 // 2 + 7 % 4', 'sum()', 'pi * 2', '1 +', '(1', '1 2', 'z', 'f(1)', '1 / 0', '3 $ 4', 'abs(-5.5)', '1.2.3', 'max(1 2)', '2 ** 100'):
    try:
        print(line, '=', c.run(line))
    except (ParseError, KeyError, ArithmeticError, ValueError) as e:
        print(line, '!', type(e).__name__, e)
print(c.vars)
