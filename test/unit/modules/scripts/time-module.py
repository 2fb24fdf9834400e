import time
def t(f, *a):
    try:
        print(repr(f(*a)))
    except Exception as e:
        print(type(e).__name__ + ': ' + str(e))
for s in (0, 1e9, 1234567890.9, -1, -86401, 951782400, 4102444800, 1e20, 'a', 253402300800):
    t(time.gmtime, s)
    t(time.ctime, s)
fmt = '%Y-%m-%d %H:%M:%S %a %A %b %B %j %U %W %w %y %p %I %c %x %X %% %e %D %F %T %R %n %t %h %C %G %g %V %u %z %Q'
for s in (0, 1e9, 951782400, 1230768000, 1293753600, 1325203200, 1356912000, 86400 * 365 * 33):
    print(time.strftime(fmt, time.gmtime(s)), time.mktime(time.gmtime(s)), time.asctime(time.gmtime(s)))
t(time.mktime, (2001, 9, 9, 1, 46, 40, 0, 0, 0)); t(time.mktime, (1, 2)); t(time.asctime, (2001, 13, 9, 1, 46, 40, 0, 0, 0)); t(time.strftime, '%Y', (1, 2, 3)); t(time.strftime, 5); t(time.sleep, -1); t(time.sleep, 'x'); t(time.sleep, float('nan')); t(time.get_clock_info, 'x'); t(time.clock_gettime, 99); t(time.clock_gettime); t(time.gmtime, 1, 2)
x = time.gmtime(0)
print(x.tm_year, x[0], len(x), x.tm_zone, x.tm_gmtoff, x == time.localtime(0), tuple(x), time.tzname, time.timezone, time.daylight)
a = time.monotonic(); time.sleep(1.5); b = time.monotonic()
print(b - a >= 1.5, b - a < 1.6, type(time.time_ns()), time.perf_counter_ns() > 0, time.get_clock_info('time').monotonic, time.process_time() >= 0, time.time() > 1e9)
