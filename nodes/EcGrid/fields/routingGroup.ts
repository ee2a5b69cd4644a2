import type { INodePropertyOptions } from 'n8n-workflow';

import { enumField } from './constructors';

/** Page: appendix/enums. */
const options: INodePropertyOptions[] = [
	{ name: 'Production A', value: 'ProductionA', description: 'Production, cluster A' },
	{ name: 'Production B', value: 'ProductionB', description: 'Production, cluster B' },
	{ name: 'Migration 1', value: 'Migration1', description: 'For migrations of networks, group 1' },
	{ name: 'Migration 2', value: 'Migration2', description: 'For migrations of networks, group 2' },
	{ name: 'Managed File Transfer', value: 'ManagedFileTransfer', description: 'For managed file transfer' },
	{ name: 'Test', value: 'Test', description: 'Test files' },
	{ name: 'Super Hub', value: 'SuperHub', description: 'For networks of large volume' },
	{ name: 'Suspense 1', value: 'Suspense1', description: 'Files on hold, group 1' },
	{ name: 'Suspense 2', value: 'Suspense2', description: 'Files on hold, group 2' },
	{ name: 'Suspense 3', value: 'Suspense3', description: 'Files on hold, group 3' },
	{ name: 'NetOps Only 1', value: 'NetOpsOnly1', description: "For ECGrid's network operations, group 1" },
	{ name: 'NetOps Only 2', value: 'NetOpsOnly2', description: "For ECGrid's network operations, group 2" },
];

/** How ECGrid routes the files of an ECGrid ID. Page: rest-api/ids/create-id. */
export const routingGroup = enumField('RoutingGroup', options, {
	displayName: 'Routing Group',
	name: 'routingGroup',
	description: 'The group in which ECGrid routes the files. ECGrid uses Production A if you add none.',
});
