import type { INodeProperties, INodeType } from 'n8n-workflow';

import saved from '../test/contract/saved-defaults.json';

/** The defaults of properties, by display condition and name. */
export function defaultsIn(properties: INodeProperties[], where: string): Array<[string, unknown]> {
	return properties.flatMap(({ name, type, displayOptions, options = [], default: value }) => {
		const { resource = [], operation = [''] } = displayOptions?.show ?? {};
		return operation.flatMap((each) => {
			const path = [where, ...resource, each, name].filter(Boolean).join('/');
			const inner = type === 'collection' ? defaultsIn(options as INodeProperties[], path) : [];
			return [[path, value], ...inner] as Array<[string, unknown]>;
		});
	});
}

/** Returns the default of every parameter of the nodes. */
export const defaultsOf = (nodes: INodeType[]): Record<string, unknown> =>
	Object.fromEntries(
		nodes.flatMap(({ description: { name, properties } }) =>
			defaultsIn(
				properties.filter(({ type }) => type !== 'notice'),
				name,
			),
		),
	);

/**
 * Returns test/contract/saved-defaults.json. Keeps the defaults that saved workflows rely on and adds new
 * ones.
 */
export const savedDefaults = (nodes: INodeType[]): string =>
	JSON.stringify({ ...defaultsOf(nodes), ...saved });
