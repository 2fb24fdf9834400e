# Random strings and needles through the methods of str, bytes and bytearray, and int() of random texts: a hash of all results.
import random
random.seed(1)
R=random.randrange
out=0
def h(x):
    global out
    out=(out*1000003 ^ hash(repr(x))) & 0xffffffffffff
alph=['ab','abc','a','0123456789','a\xe9','ab\u0400','a\U00010000b','ab,']
def rs(n,al=None):
    al=al or alph[R(len(alph))]
    return ''.join(al[R(len(al))] for _ in range(R(n)))
for it in range(200):
    n=R(4) and 40 or 700
    s=rs(n); t=rs(6) ; u=rs(6)
    a=R(50)-5; b=R(800)-100
    h((s.find(t),s.find(t,a,b),s.count(t),s.count(t,a,b),s.rfind(t),t in s))
    h(s.replace(t,u)); h(s.replace(t,u,R(5)))
    h(s[a:b]); h(s[a:b:R(3)+1]); h(s*R(4)); h(s+t+s[R(9):]+u)
    h(s.ljust(R(60),'x')); h(s.center(R(60),'\xe9')); h(s.zfill(R(60)))
    h((s==t, s<t, s[:5]==s[1:6]))
    if t: h(s.split(t)); h(s.rsplit(t,R(3))); h(s.partition(t)); h(s.rpartition(t)); h(s.split(t,R(4)))
    h(s.split()); h(s.splitlines()); h(t.join([u]*R(20))); h(t.join(list(s[:20])))
    h(s.strip(t)); h(s.lstrip(t)); h(s.rstrip()); h(s.encode()); 
    h(s.startswith(t)); h(s.endswith(t,a,b)); h(s.upper()); h(s.lower()); h(s.title()); h(s.swapcase()); h(s.capitalize())
    by=s.encode(); tb=t.encode(); ub=u.encode()
    h((by.find(tb),by.count(tb),by.replace(tb,ub), by[a:b], bytearray(by)+tb))
    ba=bytearray(by); ba[R(9):R(20)]=ub; h(bytes(ba)); del ba[:R(9)]; ba*=R(4); h(bytes(ba))
    for e in (R(3),R(40),R(1200) if it%50==0 else 5):
        i=R(10**e if e else 1)*(1 if R(2) else -1) if e<300 else R(10**300)
        h((str(i),repr(i),hex(i),oct(i),bin(i)))
        st=[str(i),' %d '%i,'+%d'%abs(i),'0'*R(5)+str(abs(i)),str(i)+'x','\t%d\n'%i,'\x1c%d'%i,'1_0','_1','1_','','-','+-1',' ','\u0663%d'%abs(i),'\xa0 %d'%i][R(16)]
        try: v=int(st)
        except ValueError as ex: v=str(ex)
        h(v)
        try: v=int(st.encode())
        except ValueError as ex: v=str(ex)
        h(v)
print(out)
