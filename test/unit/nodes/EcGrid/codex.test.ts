import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { EcGrid } from '../../../../nodes/EcGrid/EcGrid.node';
import { EcGridInboxTrigger } from '../../../../nodes/EcGrid/EcGridInboxTrigger.node';
import { EcGridTrigger } from '../../../../nodes/EcGrid/EcGridTrigger.node';
import { Edi } from '../../../../nodes/Edi/Edi.node';

test.each([EcGrid, EcGridInboxTrigger, EcGridTrigger, Edi].map((Node) => ({ Node, file: Node.name })))(
	'the codex of $file has the same name and version',
	({ Node, file }) => {
		const codex = readFileSync(
			join(__dirname, `../../../../nodes/${file === 'Edi' ? 'Edi' : 'EcGrid'}/${file}.node.json`),
			'utf8',
		);
		const { node, nodeVersion } = JSON.parse(codex) as Record<string, string>;
		const { name, version } = new Node().description;
		expect({ node, nodeVersion }).toEqual({
			node: `n8n-nodes-ecgrid.${name}`,
			nodeVersion: `${version as number}.0`,
		});
	},
);
