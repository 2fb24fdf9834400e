# Random values and specifications through format(), str.format, f-strings and %: a hash of all texts, and some of them.
import random
random.seed(1)
R=random.randrange
def num():
    k=R(14)
    if k==0: return R(10)
    if k==1: return R(2000)-1000
    if k==2: return R(2**31)-2**30
    if k==3: return R(10**R(1,25))
    if k==4: return random.random()
    if k==5: return (R(200001)-100000)/[8,16,100,1000,2,4,3,7][R(8)]
    if k==6: return random.random()*10**R(-12,22)
    if k==7: return float(R(10**R(1,18)))*(1 if R(2) else -1)
    if k==8: return [0.0,-0.0,1e15,1e16,123456789012345680.0,0.5,1.5,2.5,0.125,0.375,1e-4,9.999e-5,0.0001,1e22,1e21,5e-324,1.7976931348623157e308,float('inf'),float('-inf'),float('nan'),0.1+0.2,999999.5,0.9999999,9.5,99.95,-0.0004,-0.5,1e15-0.5,999999999999999.9][R(29)]
    if k==9: return round(random.random()*1000,R(6))
    if k==10: return bool(R(2))
    if k==11: return -R(10**9)
    if k==12: return R(1,99999)/10**R(1,9)
    return R(100)*0.01
def spec():
    s=''
    if R(3)==0:
        if R(2): s+=['x','0',' ','*','\xe9','\u0400','<'][R(7)]
        s+='<>=^'[R(4)]
    if R(4)==0: s+='+- '[R(3)]
    if R(30)==0: s+='z'
    if R(9)==0: s+='#'
    if R(4)==0: s+='0'
    if R(2): s+=str([R(30),R(12),R(3)][R(3)])
    if R(6)==0: s+=',_'[R(2)]
    if R(2): s+='.'+str(R(R(1,14)))
    s+=['','d','x','X','o','b','f','F','e','g','G','%','n','c','s','f','f','d','','q','E'][R(21)]
    return s
def sp2():
    f='%'
    if R(8)==0: f+='(k)'
    for _ in range(R(3)): f+='-+ #0'[R(5)]
    if R(2): f+=str(R(30)) if R(9) else '*'
    if R(3)==0: f+='.'+(str(R(14)) if R(9) else '')
    return f+'diouxXeEfFgGsrac%q'[R(18)]
txt=['','a','abcd','h\xe9llo','\u0416ab','\U0001f600x','abcdefghijklmnop','%','{','it\'s "x"','line\n']
out=0
def h(x):
    global out
    out=(out*1000003 ^ hash(x)) & 0xffffffffffff
for it in range(1000):
    v=num() if R(4) else txt[R(len(txt))]
    s=spec()
    try: r=format(v,s)
    except Exception as e: r=repr(e)
    try: r2=('%s{:%s}-{}%s'%(txt[R(5)],s,txt[R(5)])).format(v,num())
    except Exception as e: r2=repr(e)
    try: r3=('{:%s}'%s).format(v)
    except Exception as e: r3=repr(e)
    f=txt[R(7)]+sp2()+txt[R(7)]+(sp2() if R(2) else '')
    a=(v,num()) if R(3) else (v,) if R(3) else v if R(3) else {'k':v}
    if f.count('*'): a=tuple(R(20)-3 for _ in range(4))
    try: r4=f%a
    except Exception as e: r4=repr(e)
    try: r5=f.replace('i','d').encode('utf-8')%a
    except Exception as e: r5=repr(e)
    r6=f'{v!r:>9}|{v}|{v!s:^5}|{it:05d}'
    r7=(repr(v),str(v))
    if it % 250 == 0: print(ascii((v,s,f,a,r,r2,r4,r5,r7)))
    h(repr((r,r2,r3,r4,r5,r6,r7)))
print(out)
