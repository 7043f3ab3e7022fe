"""Every kind of finding counted a second time: slowly, obviously, from the TOML as it stands and from plain dicts.

Shares no code with casereview: not its model, not its conditions, not its findings. A response is
`{"case": "c1", "kind": "mdt", "answers": {ref: (state, value)}}`; value is None, a code, a list of codes or a number.
"""

from itertools import combinations


class PlainCounts:
    """The counts of one instrument (`tomllib.loads` of its file) over a list of plain responses."""

    def __init__(self, raw, responses):
        self.raw = raw
        self.questions = self.questions_of(raw)
        self.beside = {response["case"]: [] for response in responses}
        for response in responses:
            self.beside[response["case"]].append(response)
        self.responses = []
        for response in responses:
            answers = dict(response["answers"])
            answers["kind"] = ("answered", response["kind"] or None)
            for derived in raw.get("derived", []):
                answers[derived["id"]] = self.derive(derived, answers, response["case"])
            self.responses.append({**response, "answers": answers})

    def questions_of(self, raw):
        found = {"kind": {"id": "kind", "type": "choice", "options": raw.get("kinds", [])}}
        for question in raw.get("attributes", []):
            found[question["id"]] = self.filled(question)
        for section in raw["sections"]:
            for question in section["questions"]:
                found[question["id"]] = self.filled(question)
        for derived in raw.get("derived", []):
            if "union" in derived:
                source = found[derived["union"][0]]
                found[derived["id"]] = {**source, "id": derived["id"], "type": "choices"}
            elif "of" in derived:
                found[derived["id"]] = {**found[derived["of"]], "id": derived["id"]}
            else:
                found[derived["id"]] = {**derived, "type": "choice"}
        return found

    def filled(self, question):
        if "list" in question:
            return {**question, "options": self.raw["lists"][question["list"]]["options"]}
        return question

    def derive(self, derived, answers, case):
        if "of" in derived:  # what another kind of reviewer said of the same case
            alone = [kind["code"] for kind in self.raw["kinds"] if kind.get("alone")]
            if alone and answers["kind"][1] not in alone:
                return ("not_asked", None)
            beside = [r["answers"][derived["of"]] for r in self.beside[case] if r["kind"] == derived["kind"]]
            return beside[0] if beside else ("not_asked", None)
        if "union" in derived:
            return self.union(derived, answers)
        for option in derived["options"]:
            if "when" in option and self.true(option["when"], answers):
                return ("answered", option["code"])
        return ("left_blank", None)

    def union(self, derived, answers):
        found = []
        states = [answers[ref][0] for ref in derived["union"]]
        for ref in derived["union"]:
            for code in self.codes(answers, ref):
                if code not in found:
                    found.append(code)
        if found:
            return ("answered", found)
        return ("not_asked", None) if set(states) == {"not_asked"} else ("left_blank", None)

    # ---- one response

    def codes(self, answers, ref):
        value = answers.get(ref, ("not_asked", None))[1]
        if value is None or isinstance(value, float):
            return []
        return [value] if isinstance(value, str) else list(value)

    def option(self, ref, code):
        for option in self.options(ref):
            if option["code"] == code:
                return option
        raise AssertionError(f"{ref} has no {code}")

    def options(self, ref):
        question = self.questions[ref.split(".")[0]]
        options = list(question.get("options", []))
        if "rating" in (question["type"], question.get("each")):
            options = [{"code": str(point)} for point in range(1, question.get("points", 5) + 1)] + options
        return options

    def true(self, condition, answers):
        for key, value in condition.items():
            if key == "any":
                if not any(self.true(each, answers) for each in value):
                    return False
            elif key in ("lower", "higher", "same", "differs"):
                if not self.compares(key, value[0], value[1], answers):
                    return False
            elif not [code for code in self.codes(answers, key) if code in value]:
                return False
        return True

    def compares(self, how, left, right, answers):
        ranks = []
        for ref in (left, right):
            for code in self.codes(answers, ref):
                option = self.option(ref, code)
                if not option.get("missing") and "rank" in option:
                    ranks.append(option["rank"])
        if len(ranks) < 2:
            return False
        if how == "lower":
            return ranks[0] < ranks[1]
        if how == "higher":
            return ranks[0] > ranks[1]
        return ranks[0] == ranks[1] if how == "same" else ranks[0] != ranks[1]

    def at_level(self, answers, ref, level):
        if level == "responses":
            return True
        question = self.questions[ref.split(".")[0]]
        if question["type"] == "grid" and "." not in ref:
            return any(self.at_level(answers, f"{ref}.{row['code']}", level) for row in question["rows"])
        state = answers.get(ref, ("not_asked", None))[0]
        if level == "asked":
            return state != "not_asked"
        if level == "answered":
            return state == "answered"
        if not self.options(ref):
            return state == "answered"
        return state == "answered" and any(
            not self.option(ref, code).get("missing") for code in self.codes(answers, ref)
        )

    def inside(self, base, answers, ref=None, row=None):
        if not self.at_level(answers, ref or base["of"], base["level"]):
            return False
        if "codes" in base and ref is not None and not set(self.codes(answers, ref)) & set(base["codes"]):
            return False
        if "among" in base and not self.true(base["among"], answers):
            return False
        return "matching" not in base or row is None or row in self.codes(answers, base["matching"])

    # ---- one finding

    def count(self, finding, responses=None):
        """`{"number": (numerator, denominator), "rows": {code: (numerator, denominator)}, ...}`, in no order."""
        responses = self.responses if responses is None else responses
        return getattr(self, finding["kind"])(finding, responses)

    def series(self, finding):
        """The same, for each group of `by`."""
        found = {}
        if finding["by"] == "kind":
            among = {key: codes for key, codes in finding["base"].get("among", {}).items() if key != "kind"}
            finding = {**finding, "base": {**finding["base"], "among": among}}
            for kind in self.raw["kinds"]:
                inside = [r for r in self.responses if r["kind"] == kind["code"]]
                found[kind["code"]] = self.count(finding, inside)
            return found
        for option in self.options(finding["by"]):
            inside = [r for r in self.responses if option["code"] in self.codes(r["answers"], finding["by"])]
            found[option["code"]] = self.count(finding, inside)
        return found

    def share(self, finding, responses):
        numerator = denominator = lowest = highest = 0
        for response in responses:
            answers = response["answers"]
            if self.inside(finding["base"], answers):
                denominator += 1
                counts = self.true(finding["counts"], answers)
                unsure = "unsure" in finding and self.true(finding["unsure"], answers)
                numerator += counts
                lowest += counts and not unsure
                highest += counts or unsure
        return {"number": (numerator, denominator), "rows": {}, "lowest": lowest, "highest": highest}

    def distribution(self, finding, responses):
        question = self.questions[finding["of"].split(".")[0]]
        if question["type"] == "grid" and "." not in finding["of"]:
            return {"rows": self.grid_rows(finding, question, responses)}
        return {"rows": self.option_rows(finding, responses)}

    def grid_rows(self, finding, grid, responses):
        rows = {}
        for row in grid["rows"]:
            ref = f"{grid['id']}.{row['code']}"
            numerator = denominator = 0
            for response in responses:
                about = ref if finding["base"]["of"] == grid["id"] else None
                if self.inside(finding["base"], response["answers"], about, row["code"]):
                    denominator += 1
                    numerator += bool(set(self.codes(response["answers"], ref)) & set(finding["codes"]))
            rows[row["code"]] = (numerator, denominator)
        return rows

    def option_rows(self, finding, responses):
        ref, base = finding["of"], finding["base"]
        mentions = base == "mentions"
        only_known = mentions or base["level"] == "known"
        parents = {option.get("parent") for option in self.options(ref)}
        leaves = [
            option["code"]
            for option in self.options(ref)
            if option["code"] not in parents and not (only_known and option.get("missing"))
        ]
        headings = []
        for leaf in leaves:
            heading = self.heading(ref, leaf, finding.get("level"))
            if heading not in headings:
                headings.append(heading)
        rows = {heading: [0, 0] for heading in headings}
        total = 0
        for response in responses:
            ticked = [code for code in self.codes(response["answers"], ref) if code in leaves]
            for heading in headings:
                under = [code for code in ticked if self.heading(ref, code, finding.get("level")) == heading]
                if not mentions and not self.inside(base, response["answers"], None, heading):
                    continue
                if finding.get("weight") == "split":
                    rows[heading][0] += len(under) / len(ticked) if ticked else 0
                else:
                    rows[heading][0] += 1 if under else 0
                rows[heading][1] += 1
                total += 1 if under else 0
        if mentions:
            return {heading: (row[0], total) for heading, row in rows.items()}
        return {heading: tuple(row) for heading, row in rows.items()}

    def heading(self, ref, code, level):
        option = self.option(ref, code)
        if not level:
            return code
        while option.get("level") != level and option.get("parent"):
            option = self.option(ref, option["parent"])
        return option["code"]

    def comparison(self, finding, responses):
        both = ("more", "right", "less")
        found = {"rows": {}, "actual": {}, "ideal": {}, "flow": {}, **dict.fromkeys(both, 0)}
        denominator = 0
        for response in responses:
            answers = response["answers"]
            pair = (self.codes(answers, finding["actual"]), self.codes(answers, finding["ideal"]))
            if not all(self.at_level(answers, finding[side], "known") for side in ("actual", "ideal")):
                continue
            flow = (pair[0][0], pair[1][0])
            found["flow"][flow] = found["flow"].get(flow, 0) + 1
            if not self.inside(finding["base"], answers):
                continue
            denominator += 1
            for side, codes in zip(("actual", "ideal"), pair, strict=True):
                found[side][codes[0]] = found[side].get(codes[0], 0) + 1
            for word, how in zip(both, ("lower", "same", "higher"), strict=True):
                found[word] += self.compares(how, finding["ideal"], finding["actual"], answers)
        return {**found, "number": (found["more"], denominator)}

    def mean(self, finding, responses):
        total = n = 0
        for response in responses:
            state, value = response["answers"].get(finding["of"], ("not_asked", None))
            if state == "answered" and self.inside(finding["base"], response["answers"]):
                total += value
                n += 1
        return {"number": (total, n), "rows": {}}

    def rating(self, finding, responses):
        grid = self.questions[finding["of"]] if finding.get("of") in self.questions else {}
        if "across" in finding or grid.get("type") == "grid":
            refs = finding.get("across") or [f"{grid['id']}.{row['code']}" for row in grid["rows"]]
            code = {ref: ref if "across" in finding else ref.split(".")[1] for ref in refs}
            return {"rows": {code[ref]: self.rated(finding, ref, responses) for ref in refs}}
        points = [str(p) for p in range(1, self.questions[finding["of"].split(".")[0]].get("points", 5) + 1)]
        given = []
        for response in responses:
            codes = self.codes(response["answers"], finding["of"])
            if codes and codes[0] in points and self.inside(finding["base"], response["answers"]):
                given.append(codes[0])
        rows = {point: (given.count(point), len(given)) for point in points}
        return {"number": (sum(int(point) for point in given), len(given)), "rows": rows}

    def rated(self, finding, ref, responses):
        """The sum of the points given to one row of a profile, and by how many."""
        given = []
        for response in responses:
            code = (self.codes(response["answers"], ref) or [""])[0]
            if code.isdigit() and self.inside(finding["base"], response["answers"], ref):
                given.append(int(code))
        return (sum(given), len(given))

    def judged(self, finding, responses):
        """The codes given to each case that was judged twice or more (of a pair: once by each of the two)."""
        cases = {}
        for response in responses:
            answers = response["answers"]
            if self.at_level(answers, finding["of"], "known") and self.inside(finding["base"], answers):
                given = (response["kind"], self.codes(answers, finding["of"])[0])
                cases.setdefault(response["case"], []).append(given)
        if "pair" in finding:
            both = {}
            for case, given in cases.items():
                kinds = [[code for kind, code in given if kind == each] for each in finding["pair"]]
                if [len(each) for each in kinds] == [1, 1]:
                    both[case] = [kinds[0][0], kinds[1][0]]
            return both
        return {case: [code for _, code in given] for case, given in cases.items() if len(given) > 1}

    def coefficient_rows(self, finding, cases):
        same = {code for codes in cases.values() for code in codes}
        if finding.get("scale") == "ordinal":
            same = {self.option(finding["of"], code)["rank"] for code in same}
        if len(cases) < 2 or len(same) < 2:
            return {}
        names = ["krippendorff"] + (["krippendorff_ordinal"] if finding.get("scale") == "ordinal" else [])
        sizes = {len(codes) for codes in cases.values()}
        if len(sizes) == 1:
            names.append("cohen" if "pair" in finding else "fleiss")
        return dict.fromkeys(names, (sum(len(codes) for codes in cases.values()), len(cases)))

    def agreement(self, finding, responses):
        cases = self.judged(finding, responses)
        agreed = n = 0
        ranks = {option["code"]: option.get("rank") for option in self.options(finding["of"])}
        for codes in cases.values():
            codes = [ranks[code] for code in codes] if finding.get("scale") == "ordinal" else codes
            pairs = [left == right for left, right in combinations(codes, 2)]
            if pairs:
                agreed += sum(pairs) / len(pairs)
                n += 1
        return {"number": (agreed, n), "rows": self.coefficient_rows(finding, cases)}
