# A small class with state, properties, an error of its own and a log.
class InsufficientFunds(Exception):
    def __init__(self, need, have):
        super().__init__(f'need {need}, have {have}')
        self.need = need
        self.have = have


class Account:
    count = 0

    def __init__(self, owner, balance=0):
        self.owner = owner
        self._balance = balance
        self.log = []
        Account.count += 1

    @property
    def balance(self):
        return self._balance

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError('amount must be positive')
        self._balance += amount
        self.log.append(('deposit', amount))
        return self

    def withdraw(self, amount):
        if amount > self._balance:
            raise InsufficientFunds(amount, self._balance)
        self._balance -= amount
        self.log.append(('withdraw', amount))
        return self

    def __repr__(self):
        return f'Account({self.owner!r}, {self._balance})'


a = Account('ann', 100)
b = Account('bob')
a.deposit(50).withdraw(30)
b.deposit(10)
for f, args in ((a.withdraw, (500,)), (b.deposit, (-1,)), (a.deposit, (1,))):
    try:
        print(f(*args))
    except (InsufficientFunds, ValueError) as e:
        print(type(e).__name__, e)
print(a, b, Account.count, a.log, sum(x.balance for x in (a, b)))
try:
    a.balance = 5
except AttributeError as e:
    print(e)
