"""The search against two oracles that know nothing of it: enumeration of all verses, and an integer program."""

from __future__ import annotations

import random
from itertools import pairwise, product

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from mnemo.compose import Costs, End, Options, Unit
from mnemo.compose.rhyme import grade
from mnemo.compose.verse import composers
from mnemo.forms import Form, Layout, Scheme, Stanza
from mnemo.types import Phrasing

CHARS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"
GROUPS = (("a", "A", "n"), ("b", "A", ""), ("c", "C", "n"), ("", "", ""))


def ends(text: str) -> End:
    index = CHARS.index(text[-1])
    group, other, nasal = GROUPS[index % len(GROUPS)]
    return End(group, text[-1], index % 3 != 0, other, nasal)


def form(clauses, schemes, pairs=(0,), least=1, best=2, step=1, run=0):
    return Form("x", "某", "f", "某", 1, "metric", (), (), clauses, pairs, run, schemes, Stanza(least, best, best, step), Layout())


CHAIN = Scheme("chain", (1,), "stanza")
COUPLETS = Scheme("couplets", (0, 1), "unit")
FORMS = {
    "couplet-chain": form((2, 2), (CHAIN,)),
    "couplet-aabb": form((2, 2), (COUPLETS,)),
    "337-chain": form((1, 1, 2), (Scheme("chain", (2,), "stanza"),), best=1),
    "337-units": form((1, 1, 2), (Scheme("units", (1, 2), "unit"),), best=2),
    "both-rhyme": form((2, 2), (Scheme("all", (0, 1), "stanza"),)),
    "long-sayings": form((2, 2), (CHAIN,), pairs=(0, 1), run=4),
    "long-in-units": form((2, 2), (COUPLETS,), pairs=(0, 1), run=4),
}


def words(rng, *lengths):
    return tuple("".join(rng.choice(CHARS) for _ in range(n)) for n in lengths)


def phrasings(rng, shapes, count, step, says=True):
    out = {}
    for _ in range(count):
        shape = rng.choice(shapes)
        p = Phrasing(words(rng, *shape), step, rng.randrange(0, 300, 7), 0.5, says_condition=says or rng.random() < 0.5)
        out[p.clauses] = p
    return tuple(out.values())


def instance(rng, f, size, count, rich=True):
    shapes = [(n,) for n in set(f.clauses)] + [f.clauses[:2]]
    shapes += [tuple(f.clauses[j % f.unit] for j in range(n)) for n in range(3, f.run + 1)]
    units = []
    context = ""
    for i in range(size):
        if not rich or rng.random() < 0.5:
            context = rng.choice(["", "c", "d"]) if rich else ""
        steps = (f"s{i}",)
        merge = phrasings(rng, shapes[:1], 1, (f"s{i}", f"s{i + 1}")) if rich and rng.random() < 0.4 else ()
        after = (f"s{i - 1}",) if i and rng.random() < 0.3 else ()
        units.append(
            Unit(
                steps,
                phrasings(rng, shapes, count, steps, says=not context),
                critical=rng.random() < 0.3,
                section=rng.choice("pq") if rich and rng.random() < 0.4 else "p",
                context=context,
                heading=context.upper() if context and rng.random() < 0.5 else "",
                after=after,
                merges=merge,
            )
        )
    closings = phrasings(rng, [(n,) for n in f.clauses], 1, ()) if rich else ()
    openings = phrasings(rng, [(f.clauses[0],)], 1, ()) if rich else ()
    return tuple(units), Options(k=6, keep=0, groups=0, openings=openings, closings=closings)


def most_clauses(f, n):
    """Of a saying that starts at clause n."""
    at = n % len(f.clauses)
    if at not in f.pairs:
        return 1
    inside = len(f.clauses) - at
    return max(f.run, inside) if f.schemes[0].domain == "stanza" else inside


def straddling(f, clauses, n, costs):
    """What it costs that a saying goes over the ends of units that it does not fill."""
    u = len(f.clauses)
    inside = sum(m % u == 0 for m in range(n + 1, n + len(clauses)))
    return 0 if n % u == 0 and len(clauses) % u == 0 else costs.straddle * inside


# --- oracle 1: every verse ------------------------------------------------------------------------


class Brute:
    """Writes out all verses; the cost is added up from the finished verse, by the rules of the design."""

    def __init__(self, f, units, options):
        self.f, self.units, self.o, self.c = f, units, options, options.costs
        self.u, self.sizes = len(f.clauses), f.stanza.sizes()
        texts = [t for x in units for p in (*x.phrasings, *x.merges) for t in p.clauses]
        texts += [t for p in (*options.openings, *options.closings) for t in p.clauses]
        keys = {(e.group, e.other, e.nasal) for e in map(ends, texts) if e.group}
        self.targets = sorted(keys) or [("", "", "")]
        self.best = {}
        self.walk(0, 0, "cold", [], 0, [[]])

    def fits(self, clauses, n):
        if len(clauses) > most_clauses(self.f, n):
            return False
        wanted = tuple(self.f.clauses[(n + j) % self.u] for j in range(len(clauses)))
        return tuple(map(len, clauses)) == wanted and n + len(clauses) <= max(self.sizes) * self.u

    def extra(self, p, used):
        return sum(self.c.extra_clause(len(t)) for t in p.clauses[used or 1 :])

    def done(self, n):
        return n % self.u == 0 and n // self.u in self.sizes

    def finish(self, key, cost, stanzas):
        cost += self.rhyme(stanzas)
        k = tuple(key)
        if cost < self.best.get(k, 10**15):
            self.best[k] = cost

    def rhyme(self, stanzas):
        """Cheapest targets for the rhyme places (unit by unit, or stanza by stanza with a price for change)."""
        (scheme,) = self.f.schemes
        total, domains = 0, []
        for stanza in stanzas:
            clauses = [t for p in stanza for t in p]
            units = [clauses[j : j + self.u] for j in range(0, len(clauses), self.u)]
            places = [[ends(x[p]) for p in scheme.rhymed] for x in units]
            domains += places if scheme.domain == "unit" else [[e for place in places for e in place]]
        for d in domains:
            total += sum(self.c.tone for a, b in pairwise(d) if a.level != b.level)
        graded = [[sum(self.one(t, e) for e in d) for t in self.targets] for d in domains]
        if scheme.domain == "unit":
            return total + sum(map(min, graded))
        change = self.c.change
        return total + min(
            sum(graded[j][g] for j, g in enumerate(gs)) + sum(change for a, b in pairwise(gs) if a != b)
            for gs in product(range(len(self.targets)), repeat=len(domains))
        )

    def one(self, target, e):
        return grade(target, (e.group, e.other, e.nasal), self.c) if e.group else self.c.none

    def next(self, last, known, said):
        if last + 1 >= len(self.units):
            return "cold"
        same = self.units[last].context and self.units[last].context == self.units[last + 1].context
        if known == "closed" or (known == "headed" and not same):
            return "closed"
        if known == "headed":
            return "headed"
        return "warm" if same and (said or known == "warm") else "cold"

    def walk(self, i, n, known, key, cost, stanzas):
        c, units = self.c, self.units
        say = lambda p: [*stanzas[:-1], [*stanzas[-1], p.clauses]]  # noqa: E731
        if i == len(units):
            if self.done(n):
                self.finish(key, cost, stanzas)
            for p in self.o.closings:
                if self.fits(p.clauses, n) and self.done(n + len(p.clauses)) and not straddling(self.f, p.clauses, n, c):
                    self.finish([*key, (i, *p.clauses)], cost + c.filler + p.cost + self.extra(p, 0), say(p))
            return
        unit = units[i]
        self.walk(i + 1, n, self.next(i, known, False), key, cost + (c.skip_critical if unit.critical else c.skip), stanzas)
        if i and self.done(n) and n:
            split = 0 if unit.section != units[i - 1].section else c.split
            self.walk(i, 0, "cold", [*key, ("break",)], cost + split, [*stanzas, []])
        if n == 0 and known == "cold" and self.heading(i):
            self.walk(i, 0, "headed", [*key, ("heading",)], cost + c.heading, stanzas)
        if i == 0 and n == 0 and known == "cold":
            for p in self.o.openings:
                if self.fits(p.clauses, 0) and not straddling(self.f, p.clauses, 0, c):
                    more = c.filler + p.cost + self.extra(p, 0)
                    self.walk(0, len(p.clauses), "cold", [*key, (0, *p.clauses)], cost + more, say(p))
        if known == "closed":
            return
        run_on = c.run_on if n % self.u and i and unit.section != units[i - 1].section else 0
        for used, source in ((1, unit.phrasings), (2, unit.merges)):
            if i + used > len(units) or (used == 2 and not self.mergeable(i)):
                continue
            for p in source:
                if self.fits(p.clauses, n) and self.sayable(p, i, known != "cold"):
                    more = straddling(self.f, p.clauses, n, c) + p.cost + self.extra(p, used) + run_on + (c.again if known != "cold" and p.says_condition else 0)
                    after = self.next(i + used - 1, known, True)
                    self.walk(i + used, n + len(p.clauses), after, [*key, (i, *p.clauses)], cost + more, say(p))
        if i + 1 < len(units) and self.swappable(i):
            self.swapped(i, n, known, key, cost + run_on + c.swap, stanzas)

    def swapped(self, i, n, known, key, cost, stanzas):
        for p, q in product(self.units[i + 1].phrasings, self.units[i].phrasings):
            warm = known != "cold"
            warm2 = warm or bool(self.units[i].context)
            single = len(p.clauses) == len(q.clauses) == 1
            if not (single and self.fits(p.clauses, n) and self.fits(q.clauses, n + 1)):
                continue
            if self.sayable(p, i + 1, warm) and self.sayable(q, i, warm2):
                more = p.cost + q.cost + self.c.again * ((warm and p.says_condition) + (warm2 and q.says_condition))
                new = [*stanzas[:-1], [*stanzas[-1], p.clauses, q.clauses]]
                after = self.next(i + 1, known, True)
                self.walk(i + 2, n + 2, after, [*key, (i + 1, *p.clauses), (i, *q.clauses)], cost + more, new)

    def sayable(self, p, i, warm):
        return p.says_condition or (warm and bool(self.units[i].context))

    def edge(self, i):
        return any(s in self.units[i].steps for s in self.units[i + 1].after)

    def same(self, i):
        a, b = self.units[i], self.units[i + 1]
        return (a.section, a.context) == (b.section, b.context)

    def mergeable(self, i):
        return self.same(i) and not self.edge(i)

    def swappable(self, i):
        return self.same(i) and not self.edge(i)

    def heading(self, i):
        context = self.units[i].context
        while context and i >= 0 and self.units[i].context == context:
            if self.units[i].heading:
                return True
            i -= 1
        return False


@pytest.mark.parametrize("name", sorted(FORMS))
@pytest.mark.parametrize("seed", range(12))
def test_k_best_against_enumeration(name, seed):
    rng = random.Random(f"{name}{seed}")
    f = FORMS[name]
    units, options = instance(rng, f, 4 if name != "337-units" else 5, 3)
    want = sorted(Brute(f, units, options).best.items(), key=lambda item: item[1])
    (composer,) = composers(f, units, ends, options)
    got = [(path.key(), path.cost) for path in composer.cheapest(12)]
    assert [cost for _, cost in got] == [cost for _, cost in want[:12]]
    table = dict(want)
    assert all(table[key] == cost for key, cost in got)
    assert len({key for key, _ in got}) == len(got)


# --- oracle 2: an integer program -----------------------------------------------------------------


def milp_optimum(f, units, options):
    """Least cost of one stanza: binary x[unit, phrasing, place, target], skips, sizes, tone changes."""
    costs, u = options.costs, len(f.clauses)
    (scheme,) = f.schemes
    longest = max(f.stanza.sizes()) * u
    keys = sorted({(e.group, e.other, e.nasal) for x in units for p in x.phrasings for e in map(ends, p.clauses) if e.group})
    keys = keys or [("", "", "")]
    cost, rows = [], []

    def var(c):
        cost.append(c)
        return len(cost) - 1

    def rule(terms, low, high):
        rows.append((terms, low, high))

    target = [var(0) for _ in keys]
    size = {s: var(0) for s in f.stanza.sizes()}
    rule(dict.fromkeys(target, 1), 1, 1)
    rule(dict.fromkeys(size.values(), 1), 1, 1)
    skip = [var(costs.skip_critical if x.critical else costs.skip) for x in units]
    at = []  # (unit, place, phrasing, target, var)
    for i, x in enumerate(units):
        for p in x.phrasings:
            for n in range(longest):
                k = len(p.clauses)
                if k > most_clauses(f, n):
                    continue
                if tuple(map(len, p.clauses)) != tuple(f.clauses[(n + j) % u] for j in range(k)) or n + k > longest:
                    continue
                extra = sum(costs.extra_clause(len(t)) for t in p.clauses[1:])
                for g, key in enumerate(keys):
                    ends_ = [ends(p.clauses[j]) for j in range(k) if (n + j) % u in scheme.rhymed]
                    w = sum(grade(key, (e.group, e.other, e.nasal), costs) if e.group else costs.none for e in ends_)
                    at.append((i, n, p, g, var(p.cost + extra + w + straddling(f, p.clauses, n, costs))))
    for i in range(len(units)):
        rule({skip[i]: 1, **{v: 1 for a, _, _, _, v in at if a == i}}, 1, 1)
    for n in range(longest):
        covered = {v: 1 for _, m, p, _, v in at if m <= n < m + len(p.clauses)}
        rule({**covered, **{v: -1 for s, v in size.items() if n < s * u}}, 0, 0)
        for g, t in enumerate(target):
            rule({**{v: 1 for _, m, _, h, v in at if m == n and h == g}, t: -1}, -1, 0)
        for i in range(len(units)):
            for j in range(i):
                later = {v: 1 for a, m, _, _, v in at if a == j and m > n}
                rule({**later, **{v: 1 for a, m, _, _, v in at if a == i and m == n}}, 0, 1)
    places = [n for n in range(longest) if n % u in scheme.rhymed]
    for a, b in pairwise(places):
        d = var(costs.tone)
        for sign in (1, -1):
            terms = {d: 1}
            for _, m, p, _, v in at:
                for place, s in ((a, -sign), (b, sign)):
                    if m <= place < m + len(p.clauses) and ends(p.clauses[place - m]).level:
                        terms[v] = terms.get(v, 0) + s
            for s, v in size.items():  # no change towards a place beyond the end
                if b >= s * u:
                    terms[v] = terms.get(v, 0) + 1
            rule(terms, 0, 3)
    matrix = np.zeros((len(rows), len(cost)))
    for r, (terms, _, _) in enumerate(rows):
        for v, c in terms.items():
            matrix[r, v] = c
    bounds = LinearConstraint(matrix, [r[1] for r in rows], [r[2] for r in rows])
    done = milp(np.array(cost, float), constraints=bounds, integrality=np.ones(len(cost)), bounds=Bounds(0, 1))
    return round(done.fun) if done.success else None


MILP_FORMS = {
    "couplet-chain": form((2, 2), (CHAIN,), best=3),
    "337-chain": form((1, 1, 2), (Scheme("chain", (2,), "stanza"),), best=2),
    "both-rhyme": form((2, 2), (Scheme("all", (0, 1), "stanza"),), best=3),
    "four": form((2, 2), (CHAIN,), least=2, best=4, step=2),
}


@pytest.mark.parametrize("name", sorted(MILP_FORMS))
@pytest.mark.parametrize("seed", range(10))
def test_optimum_against_integer_program(name, seed):
    rng = random.Random(f"milp{name}{seed}")
    f = MILP_FORMS[name]
    units, _ = instance(rng, f, rng.randint(4, 6), 5, rich=False)
    costs = Costs(split=10**12, skip_critical=20_000)
    options = Options(k=1, keep=0, groups=0, swaps=False, costs=costs)
    (composer,) = composers(f, units, ends, options)
    paths = composer.cheapest(1)
    want = milp_optimum(f, units, options)
    assert (paths[0].cost if paths else None) == want
