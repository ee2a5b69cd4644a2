/** Returns an object with these fields of `source`, in this order. */
export const pick = <T, K extends keyof T>(source: T, ...names: K[]) =>
	Object.fromEntries(names.map((name) => [name, source[name]])) as Pick<T, K>;
