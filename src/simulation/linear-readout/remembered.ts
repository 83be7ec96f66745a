/** `make`, called once for each list of arguments. */
export function remembered<A extends readonly (number | string)[], V>(make: (...args: A) => V): (...args: A) => V {
  const known = new Map<string, V>();
  return (...args) => {
    const key = args.join(" ");
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = make(...args);
    known.set(key, made);
    return made;
  };
}

/** `make`, called once for each list: runs that follow one another have the same problems. */
export function rememberedFor<P extends object, V>(make: (problems: readonly P[]) => V): (problems: readonly P[]) => V {
  const known = new WeakMap<readonly P[], V>();
  return (problems) => {
    const found = known.get(problems);
    if (found !== undefined) return found;
    const made = make(problems);
    known.set(problems, made);
    return made;
  };
}
