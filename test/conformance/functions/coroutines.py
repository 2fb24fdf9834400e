# async def, await, async for, async with, async generators and comprehensions, driven by hand.
import types
@types.coroutine
def suspend(v): return (yield v)
async def child(n):
    got = await suspend(('child', n)); print('child got', got); return n * 10
async def main():
    total = 0
    for i in range(2): total += await child(i)
    return total
def drive(c, values=()):
    out = []; send = None; it = iter(values)
    try:
        while True: out.append(c.send(send)); send = next(it, None)
    except StopIteration as e: return out, e.value
print(drive(main(), ['x', 'y']))
c = child(1); print(type(c).__name__, c.__name__, c.cr_frame is not None, c.cr_running, c.cr_await, c.cr_code.co_name); print(c.send(None)); 
try: c.throw(ValueError('thrown'))
except ValueError as e: print(e)
try: c.send(None)
except RuntimeError as e: print(e)
c = child(2); c.send(None); c.close(); print(c.cr_frame)
async def agen(n):
    try:
        for i in range(n):
            await suspend(('agen', i)); got = yield i
            if got: print('agen got', got)
    finally: print('agen finally')
async def use():
    out = []
    async for v in agen(3): out.append(v)
    else: out.append('else')
    out.append([v async for v in agen(2)]); out.append({v: v async for v in agen(1)}); out.append([await child(i) for i in (5,)]); out.append([v async for v in agen(4) if v % 2])
    g = agen(2); out.append(await g.__anext__()); out.append(await g.asend('hello')); await g.aclose(); return out
print(drive(use()))
class ACM:
    async def __aenter__(self): await suspend('enter'); return 'res'
    async def __aexit__(self, t, v, tb): await suspend('exit'); print('aexit', t and t.__name__); return t is ValueError
async def w():
    async with ACM() as r, ACM(): print('in', r)
    async with ACM(): raise ValueError
    try:
        async with ACM(): raise KeyError('k')
    except KeyError as e: return repr(e)
print(drive(w()))
class Aw:
    def __await__(self): v = yield 'aw'; return ('awaited', v)
class AI:
    def __init__(self): self.n = 0
    def __aiter__(self): return self
    async def __anext__(self):
        self.n += 1
        if self.n > 2: raise StopAsyncIteration
        return self.n
async def m2(): return await Aw(), [x async for x in AI()]
print(drive(m2(), ['val']))
async def bad1(): await 5
async def bad2():
    async for x in 5: pass
async def bad3():
    async with 5: pass
async def bad4(): return await (yield_ for yield_ in [1])
async def bad5(): raise StopIteration('si')
async def bad6():
    async for x in [1]: pass
class NoAw:
    def __await__(self): return 5
async def bad7(): await NoAw()
for f in (bad1, bad2, bad3, bad4, bad5, bad6, bad7):
    try: f().send(None)
    except Exception as e: print(f.__name__, type(e).__name__, e)
c = child(1); 
try: c.send('non-none')
except TypeError as e: print(e)
c.close()
try: list(c) if 0 else iter(c)
except TypeError as e: print(e)
c.close(); ag = agen(1); print(type(ag).__name__, ag.ag_frame is not None, ag.ag_running, hasattr(ag, '__aiter__'))
async def lam(): f = lambda x: x; return [f(await child(3))], (await child(4), 5), f'{await child(6)}', not await child(0)
print(drive(lam())); print(anext.__name__, aiter.__name__, drive(anext(AI())) if 0 else '')
async def aw_default(): return await anext(agen(0), 'default'), [type(x).__name__ for x in (agen(0),)]
print(drive(aw_default()))
