// Writes the schemas of the nodes' output into dist, where n8n's editor asks for them: it shows the fields of a node that
// hasn't run, so that people can map them. The folder is __schema__ beside the node, then the node's version, the
// resource if it has any, and the operation.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { INodeType } from 'n8n-workflow';

import { EcGrid } from '../nodes/EcGrid/EcGrid.node.js';
import { Edi } from '../nodes/Edi/Edi.node.js';
import { ecGridSchemas } from './ecGridSchemas';
import { ediSchemas } from './ediSchemas';
import type { Schema } from './schema';

const dist = join(__dirname, '../dist');

/** The folder of a version: v1.0.0 for 1. */
const versionFolder = (version: number): string =>
	`v${[...String(version).split('.'), '0', '0'].slice(0, 3).join('.')}`;

/** Writes schemas by resource and operation, such as “parcel/get”. */
function write(folder: string, { description }: INodeType, schemas: Record<string, Schema>): void {
	for (const version of [description.version].flat())
		for (const [path, schema] of Object.entries(schemas)) {
			const file = join(dist, folder, '__schema__', versionFolder(version), `${path}.json`);
			mkdirSync(dirname(file), { recursive: true });
			writeFileSync(file, JSON.stringify({ ...schema, version: 1 }));
		}
}

async function main() {
	write('nodes/EcGrid', new EcGrid(), await ecGridSchemas());
	const edi = new Edi();
	write('nodes/Edi', edi, await ediSchemas(edi));
}

void main();
