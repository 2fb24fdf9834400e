# unittest: results of passing, failing, erroring, skipped and expected-failure tests, without timings.
import unittest, io, re
log = []
class T(unittest.TestCase):
    @classmethod
    def setUpClass(cls): log.append('setUpClass')
    @classmethod
    def tearDownClass(cls): log.append('tearDownClass')
    def setUp(self): log.append('setUp')
    def tearDown(self): log.append('tearDown')
    def test_a_pass(self): self.assertEqual(1, 1); self.assertTrue(1); self.assertIn(1, [1]); self.assertIsNone(None); self.assertAlmostEqual(0.1 + 0.2, 0.3); self.assertRaises(ValueError, int, 'x'); self.assertIsInstance(1, int)
    def test_b_fail(self): self.assertEqual([1, 2, 3], [1, 2, 4])
    def test_c_error(self): 1 / 0
    @unittest.skip('not now')
    def test_d_skip(self): pass
    @unittest.expectedFailure
    def test_e_expected(self): self.fail('known')
    @unittest.expectedFailure
    def test_f_unexpected(self): pass
    def test_g_sub(self):
        for i in range(3):
            with self.subTest(i=i): self.assertNotEqual(i, 1)
    def test_h_raises(self):
        with self.assertRaises(KeyError) as cm: {}['k']
        self.assertEqual(cm.exception.args, ('k',))
        with self.assertRaisesRegex(ValueError, 'inv.*'): int('q')
    def test_i_dict(self): self.assertEqual({'a': 1, 'b': 2}, {'a': 1, 'b': 3})
    def test_j_multi(self): self.assertEqual('a\nb\n', 'a\nc\n')
    def test_k_cleanup(self): self.addCleanup(log.append, 'cleanup'); self.skipTest('inside')
    def test_l_msg(self): self.assertLess(5, 1, 'custom message')
    def test_m_not_raised(self):
        with self.assertRaises(ValueError): pass
    def test_n_logs(self): self.assertCountEqual([1, 2], [2, 1]); self.assertGreaterEqual(2, 1); self.assertRegex('abc', 'b'); self.assertNotIn(5, [1]); self.assertIs(None, None); self.assertFalse(0); self.assertListEqual([1], [1]); self.assertDictEqual({}, {}); self.assertSetEqual({1}, {1}); self.assertTupleEqual((), ()); self.assertIsNot(1, 2)
suite = unittest.defaultTestLoader.loadTestsFromTestCase(T); print(suite.countTestCases())
buf = io.StringIO(); r = unittest.TextTestRunner(stream=buf, verbosity=2).run(suite)
print(re.sub(r'in \d+\.\d+s', 'in TIME', re.sub(r'File ".*?([^/"]+)"', r'File "\1"', buf.getvalue())))
print(r.testsRun, len(r.failures), len(r.errors), len(r.skipped), len(r.expectedFailures), len(r.unexpectedSuccesses), r.wasSuccessful(), log)
for name, args in (('assertTrue', (0,)), ('assertFalse', (1,)), ('assertIn', (1, [])), ('assertIs', (1, 2)), ('assertIsNone', (5,)), ('assertGreater', (1, 2)), ('assertAlmostEqual', (1, 1.1)), ('assertIsInstance', (1, str)), ('assertRegex', ('a', 'b')), ('assertEqual', ({1}, {2})), ('assertEqual', ((1,), (2,))), ('assertCountEqual', ([1], [2])), ('assertNotEqual', (1, 1)), ('assertEqual', ('abc', 'abd'))):
    try: getattr(unittest.TestCase(), name)(*args)
    except AssertionError as e: print(name, str(e))
