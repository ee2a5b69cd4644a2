/** A JSON schema, as far as n8n's editor reads it to show the fields of a node's output before it has run. */
export interface Schema {
	type?: string | string[];
	properties?: Record<string, Schema>;
	/** The schema of properties with other names. */
	additionalProperties?: Schema;
	items?: Schema;
}

const typesOf = ({ type }: Schema): string[] => (type === undefined ? [] : [type].flat());

/** The schema of what either says. */
export function merged(one: Schema | undefined, other: Schema | undefined): Schema | undefined {
	if (!one || !other) return one ?? other;
	const types = [...new Set([...typesOf(one), ...typesOf(other)])];
	const names = [one, other].flatMap(({ properties = {} }) => Object.keys(properties));
	const properties = Object.fromEntries(
		[...new Set(names)].map((name) => [name, merged(one.properties?.[name], other.properties?.[name])!]),
	);
	const items = merged(one.items, other.items);
	const additionalProperties = merged(one.additionalProperties, other.additionalProperties);
	return {
		...(types.length > 0 && { type: types.length === 1 ? types[0] : types }),
		...(names.length > 0 && { properties }),
		...(additionalProperties && { additionalProperties }),
		...(items && { items }),
	};
}

/** The schema of these values. A null says nothing of what else there may be; undefined if there is nothing else. */
export function schemaOf(values: unknown[]): Schema | undefined {
	return values.map(ofValue).reduce(merged, undefined);
}

function ofValue(value: unknown): Schema | undefined {
	if (value === null || value === undefined) return undefined;
	if (Array.isArray(value)) {
		const items = schemaOf(value);
		return { type: 'array', ...(items && { items }) };
	}
	if (typeof value !== 'object') return { type: typeof value };
	const properties = Object.entries(value).flatMap(([name, each]) => {
		const schema = ofValue(each);
		return schema ? [[name, schema] as const] : [];
	});
	return { type: 'object', properties: Object.fromEntries(properties) };
}
