# What formatting and string methods allocate at their peak: temporaries are made and dropped in CPython's order.
import tracemalloc
i=12345; x=3.14159; S='abcd'; y=0.1+0.2
ops='''f"{i:d}"
f"{i:05d}"
f"{i:x}"
f"{i:#x}"
f"{i:>9x}"
f"{i:X}"
f"{i:,}"
f"{5:d}"
f"{-i:+d}"
f"{x:.3f}"
f"{x:8.2f}"
f"{x:.1%}"
f"{x}"
f"{x!r:>9}"
f"{i!r:>8}"
f"{S:>6}"
f"{S:4}"
f"{S:.2}"
"%d" % i
"%d-%s-%x" % (i,S,i)
"%5d|%-5s|%05d" % (i,S,i)
"%.2f" % x
"%8.2f" % x
"%s" % S
"%s" % x
"%r" % S
"%x" % i
"%5x" % i
"%#x" % i
"%c" % 65
"%+d" % i
"{}".format(i)
"{}:{:>6}:{name}".format(i,S,name="n")
"{:.2f}".format(x)
"{:8.2f}|".format(x)
"{:05d}".format(i)
"{:05d}-{:x}".format(i,i)
"{0}{1}{0}".format(S,i)
"{}".format(S)
format(i,"05d")
format(x,".2f")
str(i)
str(x)
str(y)
int("123")
int("1234567890123")
S.split("c")
S.replace("b","xyz")
",".join([S,S])
S.upper()
S.find("c")
S[1:3]
S.rjust(9)
S+S
"a b c".split()
"a,b".partition(",")
"a\\nb".splitlines()
f"{5.0:.0f}"
f"{5.0:3.0f}"
"%d" % 5
"%s" % 5
"%d" % (10**20)
"%i" % 2.7
f"{10**20:25d}"
f"{y:.10f}"
f"{y:.3e}"
f"{y:12g}"
"%g" % y
"%e" % y'''.split('\n')
def mk(o):
    ns={'i':i,'x':x,'S':S,'y':y}
    exec('def f():\n    for _ in range(20): '+o,ns); return ns['f']
fs=[(o,mk(o)) for o in ops]
out=[]
tracemalloc.start()
for o,f in fs: f()
for o,f in fs:
    peaks=[]
    for _ in range(3):
        tracemalloc.reset_peak()
        a=tracemalloc.get_traced_memory()[0]
        f()
        peaks.append(tracemalloc.get_traced_memory()[1]-a)
    out.append((o,min(peaks)))
for r in out: print(*r)
