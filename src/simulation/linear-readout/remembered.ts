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
