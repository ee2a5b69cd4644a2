import type { INodeProperties } from 'n8n-workflow';

/** The collection of an operation's options. */
export const optionsProperty = (operation: string, options: INodeProperties[]): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	displayOptions: { show: { operation: [operation] } },
	options,
});
