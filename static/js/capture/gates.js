// Gates in the browser: the same closed set of conditions as casereview/routing.py, tested on the same table of cases.

/** Whether `gate` (["is", ref, codes], ["all", gates], ["any", gates] or null) is true of `codes`, a Map of ref to codes. */
export function holds(gate, codes) {
  if (gate === null) return true;
  const [kind, ...rest] = gate;
  if (kind === "all") return rest[0].every((part) => holds(part, codes));
  if (kind === "any") return rest[0].some((part) => holds(part, codes));
  const [ref, wanted] = rest;
  return (codes.get(ref) ?? []).some((code) => wanted.includes(code));
}

/** The stops asked of a case, in order. What stands behind a closed gate opens nothing. */
export function asked(stops, facts, answers) {
  const known = new Map(Object.entries(facts));
  return stops.filter((stop) => {
    if (!holds(stop.gate, known)) return false;
    for (const ref of stop.refs) if (answers.has(ref)) known.set(ref, answers.get(ref));
    return true;
  });
}
